/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code bin/election lead}, in processes of its own and on a real ZooKeeper. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadTest {
    /** Long enough for a busy machine. */
    private static final Duration TTL = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SHORT_TTL = Duration.ofSeconds(6);
    private static final String FOR_EVER = "; while :; do sleep 0.1; done";

    private Path directory;
    private ZooKeeperCluster cluster;

    @BeforeAll
    void startServer(@TempDir Path temporary) {
        directory = temporary;
        cluster = ZooKeeperCluster.start(1, temporary.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    private String uri(Duration ttl) {
        return cluster.uri("lead", ttl);
    }

    private Program lead(String election, String... more) {
        List<String> arguments = new ArrayList<>(List.of("lead", uri(TTL), election));
        arguments.addAll(List.of(more));
        return Program.start(directory, arguments.toArray(String[]::new));
    }

    private static boolean isRunning(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private static String firstLine(Program program) {
        Wait.until(PATIENCE, "a line is printed", () -> program.out().contains("\n"));
        return program.out().lines().findFirst().orElseThrow();
    }

    @Test
    void theCommandGetsItsTermAndItsExitStatusIsReturned() throws Exception {
        String show = "echo \"$ELECTION_NAME $ELECTION_ID $ELECTION_TOKEN\"; exit 7";
        long last = 0;
        for (int turn = 0; turn < 2; turn++) {
            try (Program program = lead("known", "--id", "me", "--", "sh", "-c", show)) {
                assertThat(program.status()).isEqualTo(7);
                assertThat(program.out()).startsWith("known me ");
                long token = Long.parseLong(program.out().strip().split(" ", -1)[2]);
                assertThat(token).isGreaterThan(last);
                assertThat(program.err()).contains("leads known as me with fencing token " + token);
                last = token;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void aSignalIsPassedToTheCommandWhichMayAnswerIt(String signal, int usual) throws Exception {
        String answer = "trap 'echo answered; exit 5' " + signal + "; echo ready" + FOR_EVER;
        try (Program polite = lead("signal-" + signal, "--", "sh", "-c", answer)) {
            polite.awaitOut("ready").signal(signal);
            assertThat(polite.status()).isEqualTo(5);
            assertThat(polite.out()).contains("answered");
        }
        try (Program plain = lead("signal-" + signal, "--", "sh", "-c", "echo ready" + FOR_EVER)) {
            plain.awaitOut("ready").signal(signal);
            assertThat(plain.status()).isEqualTo(usual);
        }
    }

    @Test
    void aCommandThatDoesNotStopInTimeIsKilledWithItsDescendants() throws Exception {
        String deaf = "trap '' TERM; sh -c 'trap \"\" TERM; echo $$" + FOR_EVER + "' & wait" + FOR_EVER;
        try (Program program = lead("deaf", "--grace", "300ms", "--", "sh", "-c", deaf)) {
            String grandchild = firstLine(program);
            program.signal("TERM");
            assertThat(program.status()).isEqualTo(137);
            assertThat(program.err()).contains("did not stop within 0.3s and was killed");
            Wait.until("the grandchild is dead", () -> !isRunning(grandchild));
        }
    }

    @Test
    void aLeaderThatWasFrozenForTooLongStopsItsCommandWhileAnotherLeads() throws Exception {
        String show = "echo $ELECTION_TOKEN $$" + FOR_EVER;
        String[] arguments = {"lead", uri(SHORT_TTL), "frozen", "--", "sh", "-c", show};
        try (Program frozen = Program.start(directory, arguments)) {
            String[] first = firstLine(frozen).split(" ", -1);
            try (Program other = Program.start(directory, arguments)) {
                other.awaitErr("waits to lead frozen");
                frozen.signal("STOP");
                String[] second = firstLine(other).split(" ", -1);
                assertThat(Long.parseLong(second[0])).isGreaterThan(Long.parseLong(first[0]));
                assertThat(isRunning(first[1]))
                        .as("nobody stops the command meanwhile")
                        .isTrue();
                frozen.signal("CONT");
                assertThat(frozen.status()).isEqualTo(75);
                assertThat(isRunning(first[1])).isFalse();
                assertThat(frozen.err()).contains("is over (expired) and the command was stopped");
                assertThat(isRunning(second[1])).as("the other goes on").isTrue();
            }
        }
    }

    @Test
    void commandsNeverRunAtTheSameTimeInAHandover() throws Exception {
        Path book = directory.resolve("book");
        String work =
                "trap 'sleep 0.5 && echo stop $ELECTION_TOKEN >>$0; exit 0' TERM; echo start $ELECTION_TOKEN >>$0";
        List<Program> programs = new ArrayList<>();
        try {
            for (int each = 0; each < 3; each++) {
                programs.add(lead("handover", "--", "sh", "-c", work + FOR_EVER, book.toString()));
            }
            for (int started = 1; started <= programs.size(); started++) {
                int lines = 2 * started - 1;
                Wait.until(
                        PATIENCE,
                        "another command starts",
                        () -> Files.exists(book) && Files.readAllLines(book).size() == lines);
                String token = Files.readAllLines(book).get(lines - 1).split(" ", -1)[1];
                Program leader = programs.stream()
                        .filter(program -> program.err().contains("fencing token " + token + "\n"))
                        .findFirst()
                        .orElseThrow();
                leader.signal("TERM");
                assertThat(leader.status()).isZero();
            }
        } finally {
            programs.forEach(Program::close);
        }
        assertThat(Files.readAllLines(book)).hasSize(6);
        assertOneAtATime(Files.readAllLines(book));
    }

    private static void assertOneAtATime(List<String> book) {
        long last = 0;
        for (int line = 0; line < book.size(); line += 2) {
            String token = book.get(line).replaceFirst("start ", "");
            assertThat(book.get(line + 1)).isEqualTo("stop " + token);
            assertThat(Long.parseLong(token)).isGreaterThan(last);
            last = Long.parseLong(token);
        }
    }

    @Test
    void aCandidateThatIsNotElectedInTimeRunsNothing() throws Exception {
        try (Program leader = lead("taken", "--", "sh", "-c", "echo ready" + FOR_EVER)) {
            leader.awaitOut("ready");
            try (Program late = lead("taken", "--wait", "1s", "--", "echo", "ran");
                    Program waiting = lead("taken", "--", "echo", "ran")) {
                assertThat(late.status()).isEqualTo(69);
                assertThat(late.err()).contains("did not lead taken within 1s: ");
                waiting.awaitErr("waits to lead taken").signal("TERM");
                assertThat(waiting.status()).isEqualTo(143);
                assertThat(late.out() + waiting.out()).isEmpty();
            }
        }
    }

    @Test
    void aCommandThatCannotBeRunIsNamed() throws Exception {
        try (Program missing = lead("missing", "--quiet", "--", "no-such-program")) {
            assertThat(missing.status()).isEqualTo(127);
            assertThat(missing.err()).isEqualTo("election: the command no-such-program does not exist\n");
        }
    }

    @Test
    void aLeaderThatIsAskedToResignStopsItsCommandAndMayStandAgain() throws Exception {
        String show = "echo $ELECTION_TOKEN" + FOR_EVER;
        try (Program again = lead("asked", "--again", "--id", "old", "--", "sh", "-c", show)) {
            firstLine(again);
            try (Program once = lead("asked", "--id", "new", "--", "sh", "-c", show)) {
                once.awaitErr("waits to lead asked");
                Program.Result first = Program.run("resign", uri(TTL), "asked");
                assertThat(first.status()).as(first.err()).isZero();
                assertThat(first.out()).startsWith("old with token ").contains("has handed over; new with token ");
                firstLine(once);
                Program.Result second = Program.run("resign", uri(TTL), "asked");
                assertThat(second.status()).as(second.toString()).isZero();
                assertThat(once.status()).isEqualTo(75);
                Wait.until("it leads again", () -> again.out().lines().count() == 2);
            }
        }
    }
}
