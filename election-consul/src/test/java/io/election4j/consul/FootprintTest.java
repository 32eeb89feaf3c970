/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.testkit.RenewalFuture;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tests the cost of elections: requests, connections and threads. */
@Isolated("counts the threads of this process")
class FootprintTest {
    private static final Logger log = LoggerFactory.getLogger(FootprintTest.class);
    private static final Duration TTL = Duration.ofSeconds(8);
    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final int MANY = 1_000;
    private static @Nullable ConsulCluster servers;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        servers = new ConsulSetup().connectionsPerClient(2_000).start(1, directory);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }

    private static Backend connect(int port, String namespace, Duration ttl) {
        return new ConsulProvider().connect(BackendUri.parse(uri(port, namespace, ttl)));
    }

    private static String uri(int port, String namespace, Duration ttl) {
        return "consul://127.0.0.1:" + port + "/" + namespace + "?ttl=" + ttl.toMillis() + "ms";
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("election-consul"))
                .count();
    }

    @Test
    void aThousandElectionsCostHardlyMoreRequestsThanOneAndAStandbyTakesThemAll(@TempDir Path directory)
            throws Exception {
        int one = requestsInAWindow(1);
        int many = requestsInAWindow(MANY);
        log.info("requests in {}: {} for one election, {} for {}", WINDOW, one, many, MANY);
        assertThat(many).isLessThanOrEqualTo(one + one / 2);
        assertThat(one).isPositive();
        takesOverFromAKilledProcess(directory);
    }

    @Test
    void toEnterCostsOneRequestForEachElection() throws Exception {
        try (CountingProxy proxy = new CountingProxy(ForeignClient.portOf(servers(), 0));
                Backend backend = connect(proxy.port(), "entering", TTL);
                ManyCampaigns crowd = new ManyCampaigns(backend, MANY, TTL)) {
            Wait.until(Duration.ofSeconds(60), "all have won", () -> crowd.winners() == MANY);
            int requests = proxy.requests();
            log.info("requests until {} elections were won: {}", MANY, requests);
            assertThat(requests).isBetween(MANY, MANY * 3 / 2);
        }
    }

    @Test
    void waitingThirdInAThousandElectionsCostsFewRequests() throws Exception {
        int port = ForeignClient.portOf(servers(), 0);
        try (CountingProxy proxy = new CountingProxy(port);
                Backend first = connect(port, "line", TTL);
                Backend second = connect(port, "line", TTL);
                Backend third = connect(proxy.port(), "line", TTL);
                ManyCampaigns leaders = new ManyCampaigns(first, MANY, TTL)) {
            Wait.until(Duration.ofSeconds(60), "all have won", () -> leaders.winners() == MANY);
            try (ManyCampaigns next = new ManyCampaigns(second, MANY, TTL);
                    ManyCampaigns behind = new ManyCampaigns(third, MANY, TTL)) {
                Wait.until(Duration.ofSeconds(90), "two times to live are a few dozen requests", () -> {
                    int before = proxy.requests();
                    Wait.during(TTL.multipliedBy(2), "time passes", () -> true);
                    int during = proxy.requests() - before;
                    log.info("requests of {} that stand third in line: {}", MANY, during);
                    return during <= MANY / 20;
                });
                assertThat(next.winners() + behind.winners()).isZero();
            }
        }
    }

    private int requestsInAWindow(int size) throws Exception {
        try (CountingProxy proxy = new CountingProxy(ForeignClient.portOf(servers(), 0));
                Backend backend = connect(proxy.port(), "window-" + size, TTL);
                ManyCampaigns crowd = new ManyCampaigns(backend, size, TTL)) {
            Wait.until(Duration.ofSeconds(60), "all have won", () -> crowd.winners() == size);
            assertThat(crowd.failedRenewals()).isZero();
            Wait.during(TTL.dividedBy(2), "all lead", () -> crowd.losers() == 0);
            int before = proxy.requests();
            Wait.during(WINDOW, "all lead", () -> crowd.losers() == 0);
            int after = proxy.requests();
            assertThat(proxy.connections()).isLessThanOrEqualTo(16);
            assertThat(ownThreads()).isLessThanOrEqualTo(20);
            return after - before;
        }
    }

    @Test
    void watchingRequestsToResignCostsOneMoreBlockingQuery() throws Exception {
        int alone = requestsInAWindow(1);
        try (CountingProxy proxy = new CountingProxy(ForeignClient.portOf(servers(), 0));
                Elections elections = Elections.connect(uri(proxy.port(), "requests", TTL))) {
            CompletableFuture<Long> leading = new CompletableFuture<>();
            elections.enter("invoices", "a", term -> {
                leading.complete(term.fencingToken());
                term.awaitEnd();
            });
            Wait.of(leading);
            Wait.until(Duration.ofSeconds(40), "time passes with hardly more requests", () -> {
                int before = proxy.requests();
                Wait.during(WINDOW, "it leads", () -> true);
                int hearing = proxy.requests() - before;
                log.info("requests in {}: {} of a leader, {} of one that hears requests", WINDOW, alone, hearing);
                return hearing <= alone + 1;
            });
        }
    }

    private static void takesOverFromAKilledProcess(Path directory) throws Exception {
        String uri = servers().uri("many", TTL);
        ServerProcess leader = ServerProcess.ofJava(
                "leader",
                directory,
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                ManyCampaigns.class.getName(),
                List.of(uri, Integer.toString(MANY)));
        try (leader;
                CountingProxy proxy = new CountingProxy(ForeignClient.portOf(servers(), 0));
                Backend standby = connect(proxy.port(), "many", TTL)) {
            leader.start();
            Wait.until(Duration.ofSeconds(60), "the first process leads", () -> leader.lastLines(1)
                    .contains("winners: " + MANY + ", losers: 0"));
            try (ManyCampaigns crowd = new ManyCampaigns(standby, MANY, TTL)) {
                assertThat(crowd.failedRenewals()).isZero();
                assertThat(crowd.winners()).isZero();
                Wait.until(Duration.ofSeconds(60), "all stand in line", () -> {
                    int entering = proxy.requests();
                    Wait.during(Duration.ofSeconds(1), "time passes", () -> true);
                    return proxy.requests() - entering < 10;
                });
                int before = proxy.requests();
                leader.kill();
                long killed = System.nanoTime();
                Wait.until(Duration.ofSeconds(60), "the standby leads", () -> crowd.winners() == MANY);
                long millis = Duration.ofNanos(System.nanoTime() - killed).toMillis();
                int requests = proxy.requests() - before;
                log.info("the standby leads {} elections {} ms and {} requests after the kill", MANY, millis, requests);
                assertThat(requests)
                        .as("one lock each, and what the beat costs")
                        .isBetween(MANY, MANY * 3 / 2);
                assertThat(crowd.failedRenewals()).isZero();
            }
        }
    }

    @Test
    void theCostOfAHandoverDoesNotDependOnTheNumberOfCandidates() throws Exception {
        int few = requestsPerHandover("few", 4);
        int more = requestsPerHandover("more", 200);
        log.info("requests per handover: {} with 4 candidates, {} with 200", few, more);
        assertThat(few).isPositive();
        assertThat(more).isLessThanOrEqualTo(few + 4);
    }

    private int requestsPerHandover(String election, int candidates) throws Exception {
        Duration ttl = Duration.ofSeconds(40);
        List<Backend> backends = new ArrayList<>();
        List<RenewedCampaign> queue = new ArrayList<>();
        try (CountingProxy proxy = new CountingProxy(ForeignClient.portOf(servers(), 0))) {
            for (int i = 0; i < candidates; i++) {
                backends.add(connect(proxy.port(), "herd", ttl));
                queue.add(RenewedCampaign.stand(backends.get(i), election, "candidate-" + i, ttl));
                RenewalFuture.awaitGranted(backends.get(i), List.of(queue.get(i).campaign()));
            }
            queue.get(0).awaitToken();
            int handovers = Math.min(candidates - 1, 10);
            int before = proxy.keyRequests();
            for (int i = 0; i < handovers; i++) {
                queue.get(i).leave();
                queue.get(i + 1).awaitToken();
            }
            return (proxy.keyRequests() - before) / handovers;
        } finally {
            backends.forEach(Backend::close);
            queue.forEach(RenewedCampaign::close);
        }
    }

    @Test
    void aFollowerSendsRequestsOnlyForChanges() throws Exception {
        int handovers = 10;
        Duration ttl = Duration.ofSeconds(40);
        try (CountingProxy proxy = new CountingProxy(ForeignClient.portOf(servers(), 0));
                Backend candidates = connect(ForeignClient.portOf(servers(), 0), "followed", ttl);
                Backend follower = connect(proxy.port(), "followed", ttl)) {
            CompletableFuture<Optional<Leader>> change = follower.leaderOtherThan("followed", Optional.empty());
            int before = 0;
            for (int i = 0; i <= handovers; i++) {
                Campaign leading = candidates.campaign("followed", "candidate-" + i, ttl);
                Optional<Leader> leader = Wait.of(change);
                assertThat(leader).map(Leader::fencingToken).contains(Wait.of(leading.won()));
                change = follower.leaderOtherThan("followed", leader);
                before = i == 0 ? proxy.requests() : before;
                Wait.of(leading.leave());
                assertThat(Wait.of(change)).isEmpty();
                change = follower.leaderOtherThan("followed", Optional.empty());
            }
            int requests = proxy.requests() - before;
            log.info("requests of a follower for {} handovers: {}", handovers, requests);
            assertThat(requests).isBetween(handovers, handovers * 4);
        }
    }

    @Test
    void aClosedConnectionLeavesNothingBehind() throws Exception {
        long before = ownThreads();
        for (int i = 0; i < 3; i++) {
            try (Backend backend = connect(ForeignClient.portOf(servers(), 0), "closed", TTL)) {
                backend.campaign("threads", "a", TTL).won().join();
                assertThat(ownThreads()).isGreaterThan(before);
            }
        }
        Wait.until("all threads have ended", () -> ownThreads() <= before);
        assertThat(servers().call("GET", "/v1/session/list", "")).doesNotContain("election4j in closed");
        assertThat(servers().call("GET", "/v1/agent/services", "")).doesNotContain("\"closed/\"");
    }

    @Test
    void aFailedConnectionLeavesNoThreadBehind() {
        long before = ownThreads();
        try (Backend backend = connect(1, "never", TTL);
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "threads", "a", TTL)) {
            candidate.awaitFailure();
        }
        Wait.until("all threads have ended", () -> ownThreads() <= before);
    }
}
