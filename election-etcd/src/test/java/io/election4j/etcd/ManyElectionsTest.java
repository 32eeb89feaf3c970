/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.RenewalFuture;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.NewThreads;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests the cost of a thousand elections in one process, and of two hundred candidates in one election. */
@Isolated("counts the threads of this process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyElectionsTest {
    private static final Duration TTL = Duration.ofSeconds(6);
    private static final int MANY = 1_000;

    /**
     * The delay of a slow route: the last of thousands enter when a candidate without answers would long have given up.
     */
    private static final Duration SLOW_LINE = Duration.ofMillis(100);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int BEATS_WATCHED = 3;
    private static final int CROWD = 200;
    private static final int HANDOVERS = 10;
    private static final int MOST_REQUESTS = 5;

    private Path directory;
    private EtcdCluster cluster;

    @BeforeAll
    void startServer(@TempDir Path temporary) {
        directory = temporary;
        cluster = EtcdCluster.start(1, temporary.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    @Test
    void aThousandElectionsCostAsManyRequestsAsOneAndNoMoreThreads() throws Exception {
        String uri = cluster.uri("many", TTL);
        long requestsOfOne = requestsOfOne(uri);
        try (ManyElections first = new ManyElections(uri, "first", 1, TTL)) {
            first.awaitAllWon();
            first.awaitAllProven();
        }
        NewThreads threads = NewThreads.sinceNow();
        try (ManyElections many = new ManyElections(uri, "many", MANY, TTL)) {
            many.awaitAllWon();
            many.awaitAllProven();
            threads.awaitAtMost(6);
            assertThat(requestsDuringBeats()).isLessThanOrEqualTo(requestsOfOne * 3 / 2 + 2);
            assertThat(many.campaigns()).noneMatch(campaign -> campaign.lost().isDone());
        }
    }

    @Test
    void noRenewalFailsBecauseThousandsEnterBefore() {
        cluster.proxyTo(0).delay(SLOW_LINE);
        try (Backend backend = Connecting.to(cluster.proxiedUri("slow", TTL));
                ManyElections first = new ManyElections(backend, "first", 1, TTL)) {
            Wait.until(START_LIMIT, "the connection works", () -> first.wins() == 1);
            try (ManyElections many = new ManyElections(backend, "slow", 2 * MANY, TTL)) {
                Wait.until(START_LIMIT, "all have won", () -> many.wins() == 2 * MANY);
                assertThat(many.failures()) // on a busy machine the slow route sometimes delays a call too long
                        .as("renewals that failed for those who wait")
                        .noneMatch(
                                failure -> String.valueOf(failure.getMessage()).contains("enter before it"));
            }
        }
    }

    @Test
    void aStandbyTakesOverEveryElectionOfAKilledProcess() {
        String uri = cluster.uri("killed", TTL);
        ServerProcess holder = ServerProcess.ofJava(
                "holder",
                directory.resolve("holder"),
                List.of(),
                ManyElections.class.getName(),
                List.of(uri, "killed", Integer.toString(MANY), Long.toString(TTL.toMillis())));
        try (holder) {
            holder.start();
            Wait.until(Duration.ofSeconds(60), "the process leads all", () -> holder.lastLines(1)
                    .contains("leads all"));
            try (ManyElections standby = new ManyElections(uri, "killed", MANY, TTL)) {
                standby.awaitAllProven();
                assertThat(standby.wins()).isZero();
                holder.kill();
                Wait.until(Duration.ofSeconds(40), "the standby leads all", () -> standby.wins() == MANY);
                standby.awaitAllProven();
            }
        }
    }

    @Test
    void aHandoverAmongManyCandidatesWakesOnlyOne() throws Exception {
        Duration ttl = Duration.ofMinutes(10); // so that no campaign is renewed meanwhile
        List<Backend> connections = new ArrayList<>();
        try {
            List<Campaign> waiting = new ArrayList<>();
            Map<Campaign, Backend> connectionOf = new HashMap<>();
            for (int i = 0; i < CROWD; i++) {
                Backend connection = Connecting.to(cluster.uri("crowd", ttl));
                connections.add(connection);
                Campaign campaign = connection.campaign("crowd", "candidate-" + i, ttl);
                waiting.add(campaign);
                connectionOf.put(campaign, connection);
            }
            connectionOf.forEach((campaign, connection) ->
                    Wait.until("a place in the queue", () -> RenewalFuture.isGranted(connection, campaign)));
            long before = requests();
            for (int i = 0; i < HANDOVERS; i++) {
                Campaign leader = awaitLeader(waiting);
                waiting.remove(leader);
                Wait.of(RenewalFuture.of(Objects.requireNonNull(connectionOf.get(leader)), leader));
                Wait.of(leader.leave());
            }
            awaitLeader(waiting);
            assertThat(requests() - before).isLessThanOrEqualTo((long) HANDOVERS * MOST_REQUESTS);
        } finally {
            connections.parallelStream().forEach(Backend::close);
        }
    }

    @Test
    void toFollowALeaderCostsNoRequestForEachChange() throws Exception {
        long unfollowed = requestsOfHandovers("unfollowed", false);
        assertThat(requestsOfHandovers("followed", true)).isLessThan(unfollowed + HANDOVERS);
    }

    private long requestsOfHandovers(String election, boolean followed) throws Exception {
        Duration ttl = Duration.ofMinutes(10); // so that no campaign is renewed or reads again meanwhile
        try (Backend candidates = Connecting.to(cluster.uri(election, ttl));
                Backend follower = Connecting.to(cluster.uri(election, ttl))) {
            Campaign leading = candidates.campaign(election, "candidate-0", ttl);
            Wait.of(leading.won());
            long before = requests();
            Optional<Leader> known =
                    followed ? Wait.of(follower.leaderOtherThan(election, Optional.empty())) : Optional.empty();
            for (int i = 1; i <= HANDOVERS; i++) {
                String id = "candidate-" + i;
                CompletableFuture<Optional<Leader>> told = followed
                        ? follower.leaderOtherThan(election, known)
                        : CompletableFuture.completedFuture(Optional.of(new Leader(id, 1)));
                Campaign next = candidates.campaign(election, id, ttl);
                RenewalFuture.awaitGranted(candidates, List.of(next));
                Wait.of(leading.leave());
                Wait.of(next.won());
                known = Wait.of(told);
                assertThat(known).map(Leader::candidateId).contains(id);
                leading = next;
            }
            return requests() - before;
        }
    }

    @Test
    void watchingRequestsToResignCostsOneRequestPerTimeToLive() throws Exception {
        String uri = cluster.uri("requests", TTL);
        long requestsOfOne = requestsOfOne(uri);
        try (Elections elections = Elections.connect(uri)) {
            CompletableFuture<Long> leading = new CompletableFuture<>();
            elections.enter("invoices", "a", term -> {
                leading.complete(term.fencingToken());
                term.awaitEnd();
            });
            Wait.of(leading);
            Wait.until("time passes with hardly more requests", () -> requestsDuringBeats() <= requestsOfOne + 2);
        }
    }

    private static Campaign awaitLeader(List<Campaign> waiting) {
        CompletableFuture<?>[] wins = waiting.stream().map(Campaign::won).toArray(CompletableFuture<?>[]::new);
        Wait.of(CompletableFuture.anyOf(wins));
        return waiting.stream()
                .filter(campaign -> campaign.won().isDone())
                .findFirst()
                .orElseThrow();
    }

    private long requestsOfOne(String uri) throws Exception {
        try (ManyElections one = new ManyElections(uri, "one", 1, TTL)) {
            one.awaitAllWon();
            one.awaitAllProven();
            return requestsDuringBeats();
        }
    }

    private long requestsDuringBeats() throws Exception {
        long before = requests();
        Wait.during(TTL.dividedBy(3).multipliedBy(BEATS_WATCHED), "time passes", () -> true);
        return requests() - before;
    }

    /** The number of requests that the server has received. */
    private long requests() throws IOException {
        try (InputStream page =
                URI.create("http://" + cluster.hosts() + "/metrics").toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("grpc_server_started_total{"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
