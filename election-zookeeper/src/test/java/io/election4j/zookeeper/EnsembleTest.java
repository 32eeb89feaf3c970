/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests an election while servers die or freeze. */
class EnsembleTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static @Nullable Ensemble started;

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        started = new Ensemble(directory);
    }

    @AfterAll
    static void stopServers() {
        ensemble().close();
    }

    @BeforeEach
    void allServe() {
        ensemble().awaitServing();
    }

    private static Ensemble ensemble() {
        return Objects.requireNonNull(started);
    }

    private static Backend connect() {
        return new ZooKeeperProvider().connect(BackendUri.parse(ensemble().uri(TTL)));
    }

    @Test
    void theSeatSurvivesTheDeathOfAFollower() throws Exception {
        ServerProcess victim = ensemble().followers().get(0);
        try (Backend backend = connect();
                RenewedCampaign leader = RenewedCampaign.stand(backend, "follower-dies", "a", TTL)) {
            leader.awaitToken();
            victim.kill();
            leader.awaitRenewals(6);
            assertThat(leader.isLost()).isFalse();
        } finally {
            victim.start();
        }
    }

    @Test
    void theDeathOfTheLeadingServerEitherKeepsTheSeatOrGivesItToASuccessor() throws Exception {
        ServerProcess victim = ensemble().leader();
        try {
            electionGoesOnAfter("leader-dies", victim::kill);
        } finally {
            victim.start();
        }
    }

    @Test
    void aFrozenLeadingServerIsReplaced() throws Exception {
        ServerProcess victim = ensemble().leader();
        try {
            electionGoesOnAfter("leader-freezes", victim::freeze);
        } finally {
            victim.thaw();
        }
    }

    @Test
    void withoutAMajorityNothingIsProvenAndAfterwardsTheElectionGoesOn() throws Exception {
        var victims = ensemble().followers();
        try (Backend backend = connect()) {
            try (RenewedCampaign leader = RenewedCampaign.stand(backend, "no-majority", "a", TTL)) {
                leader.awaitToken();
                for (ServerProcess victim : victims) {
                    victim.freeze();
                }
                leader.awaitFailure();
                assertThat(leader.failure())
                        .isInstanceOf(ElectionException.class)
                        .hasMessageContaining("does not answer")
                        .extracting("kind")
                        .isEqualTo(Kind.UNREACHABLE);
            } finally {
                for (ServerProcess victim : victims) {
                    victim.thaw();
                }
            }
            ensemble().awaitServing();
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "no-majority", "again", TTL)) {
                again.awaitToken();
                again.awaitRenewals(2);
            }
        }
    }

    private interface Fault {
        void inject() throws Exception;
    }

    private static void electionGoesOnAfter(String election, Fault fault) throws Exception {
        try (Backend first = connect();
                Backend second = connect();
                RenewedCampaign leader = RenewedCampaign.stand(first, election, "a", TTL)) {
            long token = leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(second, election, "b", TTL)) {
                next.awaitRenewals(1);
                fault.inject();
                awaitRenewalOrSuccession(leader, next);
                leader.stop();
                var unused = leader.campaign().leave(); // the service may be too busy to confirm it
                assertThat(tokenOf(next, second, election)).isGreaterThan(token);
            }
        }
    }

    /** The waiting candidate may have been connected to a failed server, and may have lost its place. */
    private static long tokenOf(RenewedCampaign next, Backend connection, String election) throws Exception {
        Wait.until("the next one has won or lost its place", () -> next.hasWon() || next.isLost());
        if (next.hasWon()) {
            return next.awaitToken();
        }
        try (RenewedCampaign again = RenewedCampaign.stand(connection, election, "b, again", TTL)) {
            return again.awaitToken();
        }
    }

    /** On a busy machine the servers may need longer to agree on a new leading server than the session lives. */
    private static void awaitRenewalOrSuccession(RenewedCampaign leader, RenewedCampaign next) {
        int before = leader.renewals();
        Wait.until(
                "the leader is renewed again, or succeeded",
                () -> leader.renewals() >= before + 3 || (leader.isLost() && next.hasWon()));
    }
}
