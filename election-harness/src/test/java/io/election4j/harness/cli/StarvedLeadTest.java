/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.election4j.testkit.server.DefaultSignals;
import io.election4j.testkit.server.ProcessLimits;
import io.election4j.testkit.server.ProcessLimits.Resource;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code bin/election lead} while it can start no thread: Java needs one for each signal, and would drop the signal. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StarvedLeadTest {
    /** Long enough for a busy machine. */
    private static final Duration TTL = Duration.ofSeconds(20);

    private static final String NO_THREAD = "no thread can be started";
    private static final String AGAIN = "threads can be started again";

    private Path directory;
    private ZooKeeperCluster cluster;
    private Scripts scripts;

    @BeforeAll
    void startServer(@TempDir Path temporary) throws Exception {
        assumeTrue(ProcessLimits.canBeSet(), "limits of threads cannot be set for a process");
        directory = temporary;
        scripts = Scripts.built(temporary.resolve("checkout"));
        cluster = ZooKeeperCluster.start(1, temporary.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Program lead(String election) {
        ProcessBuilder builder = new ProcessBuilder(ProcessLimits.command(DefaultSignals.command(List.of(
                scripts.script("election").toString(),
                "lead",
                cluster.uri("starved", TTL),
                election,
                "--",
                "sh",
                "-c",
                "trap 'echo answered; exit 5' TERM; sleep 600 & echo $$; wait"))));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return Program.of(directory, builder);
    }

    /** Waits for the command. It has started all that it needs before it prints its process id. */
    private static ProcessHandle command(Program lead) {
        Wait.until(Duration.ofMinutes(1), "the command runs", () -> lead.out().contains("\n"));
        return ProcessHandle.of(Long.parseLong(lead.out().lines().findFirst().orElseThrow()))
                .orElseThrow();
    }

    @Test
    void aRequestToEndEndsLeadAndItsCommandWhileNoThreadCanBeStarted() throws Exception {
        try (Program lead = lead("ended")) {
            ProcessHandle command = command(lead);
            ProcessLimits.of(lead.pid()).takeAway(Resource.THREADS);
            lead.awaitErr(NO_THREAD).signal("TERM");
            assertThat(lead.status()).isEqualTo(143);
            Wait.until("the command has ended", () -> !command.isAlive());
            Wait.until("the guard says so", () -> lead.err().contains("lead has died; the command is stopped"));
            assertThat(lead.out())
                    .as("what the command has said, and nobody else")
                    .isEqualTo(command.pid() + "\nanswered\n");
        }
    }

    @Test
    void aWaitingCandidateIsEndedTooAndItsOutputHoldsNoWarningsOfJava() throws Exception {
        try (Program leader = lead("waiting")) {
            command(leader);
            try (Program waiting = lead("waiting")) {
                waiting.awaitErr("waits to lead");
                ProcessLimits.of(waiting.pid()).takeAway(Resource.THREADS);
                waiting.awaitErr(NO_THREAD).awaitErr("Failed to start").signal("HUP");
                assertThat(waiting.status()).isEqualTo(129);
                assertThat(waiting.out()).isEmpty();
            }
        }
    }

    @Test
    void theCommandHandlesTheSignalOnceThreadsAreAvailableAgain() throws Exception {
        try (Program lead = lead("again")) {
            command(lead);
            ProcessLimits limits = ProcessLimits.of(lead.pid());
            limits.takeAway(Resource.THREADS);
            lead.awaitErr(NO_THREAD);
            limits.giveBack(Resource.THREADS);
            lead.awaitErr(AGAIN).signal("TERM");
            assertThat(lead.status()).isEqualTo(5);
            assertThat(lead.out()).endsWith("answered\n");
        }
    }
}
