/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests an election while servers or agents die or freeze. */
class FaultyServersTest {
    private static final Duration TTL = Duration.ofSeconds(6);
    private static final Duration SLOWEST_RECOVERY = Duration.ofSeconds(60);
    private static @Nullable ConsulCluster started;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        // otherwise a server that returns has no vote for a while, and the others have no majority without it
        started = new ConsulSetup()
                .configuration("{\"autopilot\": {\"cleanup_dead_servers\": false}}")
                .withClientAgent()
                .start(3, directory);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    @BeforeEach
    void allServe() {
        servers().awaitReady();
        servers().clientAgent().awaitReady();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(started);
    }

    private static ForeignClient foreign() {
        return new ForeignClient(servers(), "faults");
    }

    /** Connects to the client agent, as on the machine of an application. */
    private static Backend connect(String options) {
        return new ConsulProvider()
                .connect(BackendUri.parse("consul://127.0.0.1:" + servers().clientAgentPort() + "/faults?ttl="
                        + TTL.toMillis() + "ms" + options));
    }

    @Test
    void theLockDelayIsKeptWhenTheLeadingServerDies() throws Exception {
        Duration delay = Duration.ofSeconds(8);
        ServerProcess victim = servers().leader();
        try (Backend first = connect("&lock-delay=8s");
                Backend second = connect("&lock-delay=8s");
                RenewedCampaign leader = RenewedCampaign.stand(first, "delay", "leader", TTL)) {
            long token = leader.awaitToken();
            RenewedCampaign next = RenewedCampaign.stand(second, "delay", "next", TTL);
            next.awaitRenewals(1);
            leader.stop();
            long asked = System.nanoTime();
            Duration span = Wait.of(leader.renewOnce());
            assertThat(span).isEqualTo(delay);
            foreign().endSession("delay");
            victim.kill();
            assertThat(next.awaitToken()).isGreaterThan(token);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(span);
            next.leave();
        } finally {
            victim.start();
        }
    }

    @Test
    void aFrozenLeadingServerIsReplaced() {
        ServerProcess victim = servers().leader();
        try {
            electionGoesOnAfter("freeze", victim::freeze);
        } finally {
            victim.thaw();
        }
    }

    @Test
    void theElectionGoesOnWhenTheAgentIsStartedAnew() {
        electionGoesOnAfter("restart", () -> {
            servers().clientAgent().kill();
            servers().clientAgent().start();
        });
    }

    @Test
    void anotherAgentOfTheUriTakesOverWhenTheFirstDies() {
        String hosts =
                "127.0.0.1:" + servers().clientAgentPort() + "," + servers().hosts();
        try (Backend backend = new ConsulProvider()
                .connect(BackendUri.parse("consul://" + hosts + "/faults?ttl=" + TTL.toMillis() + "ms"))) {
            long token;
            try (RenewedCampaign leader = RenewedCampaign.stand(backend, "other-agent", "leader", TTL)) {
                token = leader.awaitToken();
                servers().clientAgent().kill();
                // its session ends when the servers notice, which takes them some seconds
                Wait.until(Duration.ofSeconds(40), "the seat is lost", leader::isLost);
            }
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "other-agent", "again", TTL)) {
                assertThat(again.awaitToken()).isGreaterThan(token);
                again.awaitRenewals(2);
                again.leave();
            }
        } finally {
            servers().clientAgent().start();
        }
    }

    @Test
    void withoutAMajorityNothingIsProvenAndAfterwardsTheElectionGoesOn() {
        List<ServerProcess> victims = servers().followers();
        try (Backend backend = connect("")) {
            try (RenewedCampaign leader = RenewedCampaign.stand(backend, "no-majority", "a", TTL)) {
                leader.awaitToken();
                victims.forEach(ServerProcess::freeze);
                leader.awaitFailure();
                assertThat(leader.failure())
                        .isInstanceOf(ElectionException.class)
                        .extracting("kind")
                        .isEqualTo(Kind.UNREACHABLE);
            } finally {
                victims.forEach(ServerProcess::thaw);
            }
            servers().awaitReady();
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "no-majority", "again", TTL)) {
                again.awaitToken();
                again.awaitRenewals(2);
                again.leave();
            }
        }
    }

    private static void electionGoesOnAfter(String election, Runnable fault) {
        try (Backend first = connect("");
                Backend second = connect("");
                RenewedCampaign leader = RenewedCampaign.stand(first, election, "a", TTL)) {
            long token = leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(second, election, "b", TTL)) {
                next.awaitRenewals(1);
                fault.run();
                int before = leader.renewals();
                Wait.until(
                        SLOWEST_RECOVERY,
                        "the leader is renewed again, or lost",
                        () -> leader.renewals() >= before + 6 || leader.isLost());
                leader.stop();
                var unused = leader.campaign().leave(); // the service may be too busy to confirm it
                // an agent may wait for a frozen server for long
                assertThat(next.campaign().won()).succeedsWithin(SLOWEST_RECOVERY);
                assertThat(next.awaitToken()).isGreaterThan(token);
                next.leave();
            }
        }
    }
}
