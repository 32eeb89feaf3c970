/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewalFuture;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the cost of a thousand elections, or candidates, for the service and this process. */
class ManyElectionsTest {
    private static final Duration TTL = Duration.ofSeconds(9);
    private static final Duration BEAT = TTL.dividedBy(6);
    private static final int MANY = 1_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /**
     * The delay of a slow route: the last of thousands enter when a candidate without answers would long have given up.
     */
    private static final Duration SLOW_LINE = Duration.ofMillis(120);

    private static @Nullable ZooKeeperCluster started;
    private static @Nullable RequestCount requests;

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        ZooKeeperCluster server = ZooKeeperCluster.start(1, directory);
        requests = new RequestCount(server);
        started = server;
    }

    @AfterAll
    static void stopServer() {
        server().close();
    }

    private static ZooKeeperCluster server() {
        return Objects.requireNonNull(started);
    }

    private static RequestCount requests() {
        return Objects.requireNonNull(requests);
    }

    private static Backend connect(int port) {
        return connect(port, TTL);
    }

    private static Backend connect(int port, Duration ttl) {
        return new ZooKeeperProvider().connect(BackendUri.parse(uri(port, ttl)));
    }

    private static String uri(int port, Duration ttl) {
        return "zookeeper://127.0.0.1:" + port + "/many?ttl=" + ttl.toMillis() + "ms";
    }

    /** The number of requests that the server receives during some beats. */
    private static long requestsDuring(int beats) throws Exception {
        long before = requests().now();
        Wait.during(BEAT.multipliedBy(beats), "time", () -> true);
        return requests().now() - before;
    }

    @Test
    void aThousandElectionsCostAsManyRequestsAndConnectionsAsOne() {
        FaultProxy network = new FaultProxy(server().clientPort(0));
        try (network;
                Backend backend = connect(network.port())) {
            try (ManyCampaigns one = ManyCampaigns.stand(backend, "cost-of-one", 1, "a", TTL)) {
                Wait.until("it has won", () -> one.winners() == 1);
                Wait.until("two beats of one election are two requests", () -> requestsDuring(2) == 2);
            }
            try (ManyCampaigns many = ManyCampaigns.stand(backend, "cost-of-many", MANY, "a", TTL)) {
                assertHeldBy(many, MANY);
                assertThat(network.connections()).as("connections").isEqualTo(1);
            }
        }
    }

    @Test
    void electionsThatDoNotFitIntoOneRequestAreRenewedInSeveral() {
        String longName = "n".repeat(300); // the paths of a thousand nodes have 400 kB
        try (Backend backend = connect(server().clientPort(0));
                ManyCampaigns many = ManyCampaigns.stand(backend, longName, 2 * MANY, "a", TTL)) {
            assertHeldBy(many, 2 * MANY);
        }
    }

    @Test
    void noRenewalFailsBecauseThousandsEnterBefore() {
        FaultProxy line = new FaultProxy(server().clientPort(0));
        line.delay(SLOW_LINE);
        Duration ttl = TTL.multipliedBy(2); // a turn takes a fraction of that, even on a busy machine
        try (line;
                Backend backend = connect(line.port(), ttl);
                ManyCampaigns first = ManyCampaigns.stand(backend, "first", 1, "a", ttl)) {
            Wait.until(START_LIMIT, "the connection works", () -> first.winners() == 1);
            try (ManyCampaigns many = ManyCampaigns.stand(backend, "slow", 2 * MANY, "a", ttl)) {
                Wait.until(START_LIMIT, "all have won", () -> many.winners() == 2 * MANY);
                assertThat(many.failures()).as("failed renewals").isZero();
            }
        }
    }

    @Test
    void waitingInAThousandElectionsCostsFewRequests() {
        try (Backend leading = connect(server().clientPort(0));
                Backend standingBy = connect(server().clientPort(0));
                ManyCampaigns leaders = ManyCampaigns.stand(leading, "line", MANY, "a", TTL)) {
            Wait.until(START_LIMIT, "all have won", () -> leaders.winners() == MANY);
            try (ManyCampaigns others = ManyCampaigns.stand(standingBy, "line", MANY, "b", TTL)) {
                Wait.until(
                        START_LIMIT,
                        "a time to live of two processes is a few dozen requests",
                        () -> requestsDuring((int) TTL.dividedBy(BEAT)) <= MANY / 20);
                assertThat(others.winners()).as("winners among those who wait").isZero();
            }
        }
    }

    /**
     * Checks that all elections are led, with few more requests than one: the machine may be too busy for some beats,
     * but not for all.
     */
    private static void assertHeldBy(ManyCampaigns crowd, int number) {
        Wait.until(START_LIMIT, "all have won", () -> crowd.winners() == number);
        Wait.until("two beats of " + number + " elections are at most three requests", () -> {
            int failures = crowd.failures();
            long requests = requestsDuring(2);
            return requests <= 3 && crowd.failures() == failures;
        });
        assertThat(crowd.lost()).as("lost seats").isZero();
    }

    @Test
    void anotherProcessTakesOverAThousandElectionsFromOneThatIsKilled(@TempDir Path directory) throws Exception {
        Process holder = HolderProcess.start(
                directory.resolve("holder.log"), uri(server().clientPort(0), TTL), "takeover", MANY);
        try (Backend backend = connect(server().clientPort(0))) {
            Wait.until(START_LIMIT, "the other process holds all", () -> HolderProcess.holdsAll(holder));
            try (ManyCampaigns standby = ManyCampaigns.stand(backend, "takeover", MANY, "b", TTL)) {
                Wait.during(BEAT.multipliedBy(2), "nobody wins", () -> standby.winners() == 0);
                holder.destroyForcibly();
                Wait.until(TTL.multipliedBy(4), "all have won", () -> standby.winners() == MANY);
                Wait.during(BEAT, "all hold", () -> standby.lost() == 0);
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void aHandoverAmongTwoHundredCandidatesCostsAHandfulOfRequests() throws Exception {
        Duration slow = Duration.ofSeconds(60);
        try (Backend first = slowly(slow);
                Backend others = slowly(slow);
                ManyCampaigns leader = ManyCampaigns.standTogether(first, "queue", 1, slow)) {
            Wait.until("it has won", () -> leader.winners() == 1);
            try (ManyCampaigns waiting = ManyCampaigns.standTogether(others, "queue", 200, slow)) {
                RenewalFuture.awaitGranted(others, waiting.campaigns());
                awaitNoRequests();
                long before = requests().now();
                Wait.of(leader.campaigns().get(0).leave());
                Wait.until("the next has won", () -> waiting.winners() == 1);
                Wait.of(RenewalFuture.of(others, winner(waiting)));
                long requests = requests().now() - before;
                assertThat(requests).as("requests of one handover").isLessThanOrEqualTo(5);
            }
        }
    }

    @Test
    void watchingRequestsToResignCostsTwoRequestsPerTimeToLive() {
        int beats = 6;
        try (Elections elections = Elections.connect(uri(server().clientPort(0), TTL))) {
            CompletableFuture<Long> leading = new CompletableFuture<>();
            elections.enter("invoices", "a", term -> {
                leading.complete(term.fencingToken());
                term.awaitEnd();
            });
            Wait.of(leading);
            Wait.until("a time to live with few requests", () -> requestsDuring(beats) <= beats + 2);
        }
    }

    private static io.election4j.spi.Campaign winner(ManyCampaigns crowd) {
        return crowd.campaigns().stream()
                .filter(each -> each.won().isDone())
                .findFirst()
                .orElseThrow();
    }

    private static void awaitNoRequests() {
        Wait.until("the server is asked nothing", () -> {
            long before = requests().now();
            Wait.during(Duration.ofMillis(500), "time", () -> true);
            return requests().now() == before;
        });
    }

    private static Backend slowly(Duration ttl) {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse(
                        "zookeeper://127.0.0.1:" + server().clientPort(0) + "/many?ttl=" + ttl.toMillis() + "ms"));
    }
}
