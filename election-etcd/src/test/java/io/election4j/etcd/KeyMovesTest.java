/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.RenewalFuture;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that keys move when the servers elect another leader of their own. The former leader does not know the new
 * lease, but may end older ones too early when it continues after a pause, as {@code etcdctl lease revoke} does here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyMovesTest {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Pattern LEASE = Pattern.compile("\"lease\":(\\d+)");
    private static final int MANY = 500;

    private EtcdCluster cluster;

    @BeforeAll
    void startServers(@TempDir Path directory) {
        cluster = EtcdCluster.start(3, directory);
    }

    @AfterAll
    void stopServers() {
        cluster.close();
    }

    @AfterEach
    void mend() {
        cluster.members().stream().filter(server -> !server.isAlive()).forEach(ServerProcess::start);
        cluster.awaitReady();
    }

    /** The leases of the keys of an election, or of all elections of a namespace. */
    private Set<Long> leases(String prefix) {
        Matcher matcher = LEASE.matcher(cluster.ctl("get", "--prefix", "--keys-only", "-w", "json", prefix));
        Set<Long> leases = new TreeSet<>();
        while (matcher.find()) {
            leases.add(Long.parseLong(matcher.group(1)));
        }
        return leases;
    }

    private void awaitOther(String prefix, Set<Long> former) {
        Wait.until("the keys have moved", () -> {
            Set<Long> present = leases(prefix);
            return !present.isEmpty() && present.stream().noneMatch(former::contains);
        });
    }

    private void revoke(Set<Long> leases) {
        for (long lease : leases) {
            try {
                cluster.ctl("lease", "revoke", Long.toHexString(lease));
            } catch (IllegalStateException gone) {
                assertThat(gone).hasMessageContaining("requested lease not found");
            }
        }
    }

    private void changeTheLeader() {
        cluster.leader().kill();
        cluster.leader();
    }

    @Test
    void aLeaseThatAFormerLeaderEndsTakesNoSeatAway() {
        try (Backend leading = Connecting.to(cluster.uri("moves", TTL));
                Backend waiting = Connecting.to(cluster.uri("moves", TTL));
                RenewedCampaign leader = RenewedCampaign.stand(leading, "seat", "a", TTL)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(waiting, "seat", "b", TTL)) {
                next.awaitRenewals(1);
                Set<Long> former = leases("moves/seat/");
                assertThat(former).hasSize(2);
                changeTheLeader();
                awaitOther("moves/seat/", former);
                revoke(former);
                leader.awaitRenewals(2);
                next.awaitRenewals(2);
                assertThat(leader.isLost()).isFalse();
                assertThat(next.hasWon()).isFalse();
                leader.leave();
                next.awaitToken();
                next.awaitRenewals(1);
                next.leave();
                assertThat(leases("moves/seat/")).isEmpty();
            }
        }
    }

    @Test
    void aKeyMovesBeforeItsCandidateWinsDuringAChangeOfTheLeadingServer() {
        try (Backend leading = Connecting.to(cluster.uri("moves", TTL));
                Backend waiting = Connecting.to(cluster.uri("moves", TTL));
                RenewedCampaign leader = RenewedCampaign.stand(leading, "won", "a", TTL)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(waiting, "won", "b", TTL)) {
                next.awaitRenewals(1);
                Set<Long> former = leases("moves/won/");
                cluster.leader().kill();
                leader.stop();
                var unused = leader.campaign().leave(); // no server confirms it before another leader is elected
                next.awaitToken();
                next.awaitRenewals(1);
                assertThat(leases("moves/won/")).doesNotContainAnyElementsOf(former);
                next.leave();
            }
        }
    }

    @Test
    void noRenewalCountsUntilTheKeyHasMoved() {
        ServerProcess leading = cluster.leader();
        int follower = IntStream.range(0, 3)
                .filter(index -> cluster.member(index) != leading)
                .findFirst()
                .orElseThrow();
        try (EtcdGateway gateway = new EtcdGateway(cluster.clientPort(follower));
                Backend backend = Connecting.to(gateway.uri("moves", TTL));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "counts", "a", TTL)) {
            leader.awaitToken();
            leader.awaitRenewals(1);
            gateway.refuse(
                    (method, request) -> method.endsWith("Lease/LeaseGrant"),
                    Status.RESOURCE_EXHAUSTED.withDescription("etcdserver: mvcc: database space exceeded"));
            changeTheLeader();
            Wait.holds(Wait.PATIENCE, "it is told", () -> assertThat(leader.failure())
                    .hasMessageContaining("has no space left"));
            int renewals = leader.renewals();
            Wait.during(TTL, "nothing is proven", () -> leader.renewals() == renewals);
            gateway.refuseNone();
            leader.awaitRenewals(2);
            assertThat(leader.isLost()).isFalse();
            leader.leave();
        }
    }

    @Test
    void manyKeysMoveTogether() {
        try (Backend backend = Connecting.to(cluster.uri("many", TTL))) {
            List<Campaign> campaigns = IntStream.range(0, MANY)
                    .mapToObj(number -> backend.campaign("e" + number, "a", TTL))
                    .toList();
            campaigns.forEach(campaign -> Wait.of(campaign.won()));
            Set<Long> former = leases("many/");
            changeTheLeader();
            Wait.until("all keys have moved", () -> {
                RenewalFuture.awaitGranted(backend, campaigns);
                return leases("many/").stream().noneMatch(former::contains);
            });
            revoke(former);
            RenewalFuture.awaitGranted(backend, campaigns);
            assertThat(campaigns).noneMatch(campaign -> campaign.lost().isDone());
        }
    }
}
