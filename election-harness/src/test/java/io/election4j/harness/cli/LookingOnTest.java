/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code bin/election status}, {@code watch} and {@code resign}, on a real ZooKeeper. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookingOnTest {
    private static final Duration TTL = Duration.ofSeconds(10);

    private Path directory;
    private ZooKeeperCluster cluster;
    private String uri;

    @BeforeAll
    void startServer(@TempDir Path temporary) {
        directory = temporary;
        cluster = ZooKeeperCluster.start(1, temporary.resolve("server"));
        uri = cluster.uri("looking", TTL);
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    private static long leads(Candidacy candidacy) {
        Wait.until("it leads", () -> candidacy.term().isPresent());
        return candidacy.term().orElseThrow().fencingToken();
    }

    @Test
    void theStatusNamesTheLeaderAndThoseWhoWait() {
        try (Elections elections = Elections.connect(uri)) {
            long token = leads(elections.enter("named", "first", term -> term.awaitEnd()));
            elections.enter("named", "second", term -> term.awaitEnd());
            Wait.until("the second stands", () -> Wait.of(elections.candidates("named"))
                    .equals(List.of("first", "second")));
            Program.Result text = Program.run("status", uri, "named");
            assertThat(text.status()).as(text.toString()).isZero();
            assertThat(text.out().lines())
                    .containsExactly(
                            "election    named",
                            "leader      first with token " + token,
                            "candidates  first",
                            "            second");
            assertThat(Program.run("status", uri, "named", "--format", "json").out())
                    .isEqualTo("{\"election\":\"named\",\"leader\":{\"id\":\"first\",\"token\":" + token
                            + "},\"candidates\":[\"first\",\"second\"]}\n");
        }
    }

    @Test
    void whereNobodyLeadsTheStatusIsThree() {
        Program.Result status = Program.run("status", uri, "empty", "--format=json");
        assertThat(status.status()).as(status.toString()).isEqualTo(3);
        assertThat(status.out()).isEqualTo("{\"election\":\"empty\",\"leader\":null,\"candidates\":[]}\n");
        Program.Result resign = Program.run("resign", uri, "empty");
        assertThat(resign.status()).as(resign.toString()).isEqualTo(3);
        assertThat(resign.err()).isEqualTo("election: nobody leads empty\n");
    }

    @Test
    void aServiceThatDoesNotAnswerIsAFailure() {
        for (String scheme : List.of("zookeeper", "etcd", "consul")) {
            Program.Result status = Program.run("status", scheme + "://127.0.0.1:1/x", "any", "--within", "1s");
            assertThat(status.status()).as(scheme).isEqualTo(1);
            assertThat(status.out()).isEmpty();
            assertThat(status.err().lines()).hasSize(1).allMatch(line -> line.contains("not answer"), scheme);
        }
    }

    @Test
    void aLeaderThatDoesNotHandOverInTimeIsNamed() {
        CountDownLatch busy = new CountDownLatch(1);
        try (Elections elections = Elections.connect(uri)) {
            leads(elections.enter("busy", "stubborn", term -> busy.await()));
            Program.Result resign = Program.run("resign", uri, "busy", "--within", "1s");
            busy.countDown();
            assertThat(resign.status()).as(resign.toString()).isEqualTo(4);
            assertThat(resign.err())
                    .startsWith("election: stubborn with token ")
                    .contains("not handed over in time");
        }
    }

    @Test
    void theWatchShowsEachChangeUntilItHasShownEnough() throws Exception {
        try (Program watch = Program.start(directory, "watch", uri, "watched", "--format", "json", "--count", "3")) {
            watch.awaitOut("\"leader\":null}\n");
            long token;
            try (Elections elections = Elections.connect(uri)) {
                token = leads(elections.enter("watched", "me", term -> term.awaitEnd()));
                watch.awaitOut("\"election\":\"watched\",\"leader\":{\"id\":\"me\",\"token\":" + token + "}}\n");
            }
            assertThat(watch.status()).isZero();
            assertThat(watch.out().lines())
                    .hasSize(3)
                    .allMatch(line -> line.matches(
                            "\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d\",.*"));
            assertThat(watch.err()).isEmpty();
        }
    }

    @Test
    void theWatchEndsWithoutAMessageOnAClosedPipeOrASignal() throws Exception {
        Process unread = Program.builder(List.of("watch", uri, "unread")).start();
        try (Program told = Program.start(directory, "watch", uri, "unread");
                Elections elections = Elections.connect(uri)) {
            assertThat(unread.inputReader().readLine()).endsWith(" unread no leader");
            unread.getInputStream().close();
            long token = leads(elections.enter("unread", "me", term -> term.awaitEnd()));
            Wait.until("it ends", () -> !unread.isAlive());
            assertThat(unread.exitValue()).isZero();
            assertThat(unread.errorReader().lines()).isEmpty();
            told.awaitOut(" unread me with token " + token + "\n").signal("TERM");
            assertThat(told.status()).isEqualTo(143);
            assertThat(told.err()).isEmpty();
        } finally {
            unread.destroyForcibly();
        }
    }
}
