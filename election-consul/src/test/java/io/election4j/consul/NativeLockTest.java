/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests elections in which Consul's own tool takes part. */
class NativeLockTest {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static @Nullable ConsulCluster servers;

    @TempDir
    static @Nullable Path directory;

    @BeforeAll
    static void startServers(@TempDir Path home) {
        servers = ConsulCluster.start(1, home);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }

    private static ForeignClient foreign() {
        return new ForeignClient(servers(), "apps/billing");
    }

    private static Backend connect() {
        return new ConsulProvider().connect(BackendUri.parse(servers().uri("apps/billing", TTL)));
    }

    private static Path file(String name) {
        return Objects.requireNonNull(directory).resolve(name);
    }

    /** Runs a command that holds the lock: a file exists while it runs, until another file stops it. */
    private static Process lock(String election, String name) throws Exception {
        String work = "touch " + file(name + ".in") + "; while [ ! -e " + file(name + ".stop")
                + " ]; do sleep 0.02; done; rm " + file(name + ".in");
        return foreign()
                .command("lock", "-name=" + name, "apps/billing/" + election, work)
                .redirectErrorStream(true)
                .redirectOutput(file(name + ".log").toFile())
                .start();
    }

    private static boolean leads(String name) {
        return Files.exists(file(name + ".in"));
    }

    @Test
    void theTokenIsTheNumberThatTheToolShows() throws Exception {
        try (Backend backend = connect();
                RenewedCampaign leader = RenewedCampaign.stand(backend, "token", "ours", TTL)) {
            long token = leader.awaitToken();
            leader.awaitRenewals(3);
            String shown = foreign().tool("kv", "get", "-detailed", "apps/billing/token/.lock");
            assertThat(shown).containsPattern("ModifyIndex +" + token + "\\b").containsPattern("Value +ours");
            assertThat(shown).containsPattern("Flags +" + Entry.LOCK_FLAGS);
            leader.leave();
        }
    }

    @Test
    void theToolAndOursTakeTurnsWithOneLeaderAtATime() throws Exception {
        try (Backend backend = connect()) {
            RenewedCampaign ours = RenewedCampaign.stand(backend, "shared", "ours-0", TTL);
            long token = ours.awaitToken();
            for (int i = 1; i <= 5; i++) {
                String name = "tool-" + i;
                Process tool = lock("shared", name);
                Wait.during(Duration.ofMillis(300), "the tool waits", () -> !leads(name));
                ours.leave();
                Wait.until("the tool leads", () -> leads(name));
                assertThat(Wait.of(backend.candidates("shared"))).containsExactly(name);
                assertThat(Wait.of(backend.leaderOtherThan("shared", Optional.empty()))
                                .map(Leader::candidateId))
                        .contains(name);
                RenewedCampaign next = RenewedCampaign.stand(backend, "shared", "ours-" + i, TTL);
                Wait.during(Duration.ofMillis(300), "ours waits", () -> !next.hasWon() && leads(name));
                Files.createFile(file(name + ".stop"));
                long later = next.awaitToken();
                assertThat(leads(name)).as("the tool leads when ours has won").isFalse();
                assertThat(later).isGreaterThan(token);
                assertThat(tool.waitFor(20, TimeUnit.SECONDS)).isTrue();
                token = later;
                ours = next;
            }
            ours.leave();
        }
    }

    @Test
    void theToolIsNotDisturbedByOursInTheQueue() throws Exception {
        try (Backend backend = connect()) {
            Process first = lock("queue", "first");
            Wait.until("the tool leads", () -> leads("first"));
            RenewedCampaign one = RenewedCampaign.stand(backend, "queue", "one", TTL);
            RenewedCampaign two = RenewedCampaign.stand(backend, "queue", "two", TTL);
            one.awaitRenewals(1);
            two.awaitRenewals(1);
            Wait.until(
                    "the tool and ours stand",
                    () -> Wait.of(backend.candidates("queue")).size() == 3);
            assertThat(Wait.of(backend.candidates("queue")))
                    .startsWith("first")
                    .containsExactlyInAnyOrder("first", "one", "two");
            Process second = lock("queue", "second");
            Files.createFile(file("second.stop"));
            Files.createFile(file("first.stop"));
            // it is unknown which of ours entered the queue first
            Wait.until("one of ours has won", () -> one.hasWon() || two.hasWon());
            RenewedCampaign winner = one.hasWon() ? one : two;
            winner.leave();
            RenewedCampaign next = winner == one ? two : one;
            next.awaitToken();
            next.leave();
            assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(file("first.log")) + Files.readString(file("second.log")))
                    .isEmpty();
        }
    }

    @Test
    void aKeyInUseForSomethingElseIsNamedAndNotTaken() throws Exception {
        foreign().tool("kv", "put", "apps/billing/taken/.lock", "somebody's notes");
        try (Backend backend = connect();
                RenewedCampaign ours = RenewedCampaign.stand(backend, "taken", "ours", TTL)) {
            ours.awaitFailure();
            Wait.until("the key is named", () -> String.valueOf(ours.failure())
                    .contains("apps/billing/taken/.lock for another purpose"));
            assertThat(foreign().tool("kv", "get", "apps/billing/taken/.lock")).startsWith("somebody's notes");
            foreign().tool("kv", "delete", "apps/billing/taken/.lock");
            ours.leave(); // the attempt may have failed by now
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "taken", "ours", TTL)) {
                again.awaitToken();
                again.leave();
            }
        }
    }

    @Test
    void aQueueEntryWithoutACandidateBlocksNobody() throws Exception {
        foreign().tool("kv", "put", "apps/billing/orphans/.queue/orphan", "");
        try (Backend backend = connect();
                RenewedCampaign ours = RenewedCampaign.stand(backend, "orphans", "ours", TTL)) {
            ours.awaitToken();
            assertThat(Wait.of(backend.candidates("orphans"))).containsExactly("ours");
            ours.leave();
        }
    }

    @Test
    void nothingIsLeftInTheQueueWhenEverybodyHasLeft() throws Exception {
        try (Backend backend = connect()) {
            for (int i = 0; i < 20; i++) {
                Wait.of(backend.campaign("empty", "hasty", TTL).leave());
            }
            RenewedCampaign leader = RenewedCampaign.stand(backend, "empty", "leader", TTL);
            leader.awaitToken();
            RenewedCampaign waiting = RenewedCampaign.stand(backend, "empty", "waiting", TTL);
            waiting.awaitRenewals(1);
            waiting.leave();
            leader.leave();
            assertThat(foreign().tool("kv", "get", "-keys", "apps/billing/empty/"))
                    .doesNotContain(".queue");
        }
    }
}
