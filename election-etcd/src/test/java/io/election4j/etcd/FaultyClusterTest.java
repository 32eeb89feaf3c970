/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests three servers of which some fail, and networks that lose data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyClusterTest {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(10);

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
        IntStream.range(0, 3).forEach(i -> cluster.proxyTo(i).mend());
        for (ServerProcess server : cluster.members()) {
            if (server.isAlive()) {
                server.thaw();
            } else {
                server.start();
            }
        }
        cluster.awaitReady();
    }

    private Backend connect(Duration ttl) {
        return Connecting.to(cluster.uri("faults", ttl));
    }

    @Test
    void aTermLastsWhileEachServerRestartsInTurn() {
        try (Backend backend = connect(LONG);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "rolling", "a", LONG)) {
            leader.awaitToken();
            for (ServerProcess server : cluster.members()) {
                server.kill();
                leader.awaitRenewals(2);
                server.start();
                cluster.awaitReady();
            }
            assertThat(leader.isLost()).isFalse();
            leader.leave();
        }
    }

    @Test
    void aTermLastsWhileTheLeadingServerIsFrozen() {
        try (Backend backend = connect(LONG);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "frozen", "a", LONG)) {
            leader.awaitToken();
            cluster.leader().freeze();
            leader.awaitRenewals(3);
            assertThat(leader.isLost()).isFalse();
        }
    }

    @Test
    void aWaitingCandidateWinsWhileAServerIsFrozen() {
        try (Backend leading = connect(LONG);
                Backend waiting = connect(LONG);
                RenewedCampaign leader = RenewedCampaign.stand(leading, "next", "a", LONG)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(waiting, "next", "b", LONG)) {
                next.awaitRenewals(1);
                cluster.members().get(1).freeze();
                leader.leave();
                next.awaitToken();
                next.awaitRenewals(1);
            }
        }
    }

    @Test
    void withoutAMajorityNothingIsProvenAndAfterwardsThereIsOneLeader() {
        try (Backend leading = connect(SHORT);
                Backend waiting = connect(SHORT);
                RenewedCampaign leader = RenewedCampaign.stand(leading, "majority", "a", SHORT)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(waiting, "majority", "b", SHORT)) {
                next.awaitRenewals(1);
                cluster.members().get(0).kill();
                cluster.members().get(1).kill();
                leader.awaitFailure();
                assertThat(next.hasWon()).isFalse();
                cluster.members().get(0).start();
                cluster.members().get(0).awaitReady();
                Wait.until("one of both leads", () -> proven(leader) != proven(next));
            }
        }
    }

    private static boolean proven(RenewedCampaign candidate) {
        return candidate.hasWon() && !candidate.isLost() && candidate.failure() == null;
    }

    @Test
    void aLeaderWithoutANetworkIsSucceededAndGetsNoFurtherProof() {
        try (Backend cutOff = Connecting.to(cluster.proxiedUri("faults", SHORT));
                Backend waiting = connect(SHORT);
                RenewedCampaign leader = RenewedCampaign.stand(cutOff, "partition", "a", SHORT)) {
            long token = leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(waiting, "partition", "b", SHORT)) {
                next.awaitRenewals(1);
                List<FaultProxy> network =
                        IntStream.range(0, 3).mapToObj(cluster::proxyTo).toList();
                network.forEach(FaultProxy::stall);
                assertThat(next.awaitToken()).isGreaterThan(token);
                int proofs = leader.renewals();
                network.forEach(FaultProxy::mend);
                Wait.until("the former leader knows", leader::isLost);
                assertThat(leader.renewals()).isEqualTo(proofs);
                next.awaitRenewals(1);
            }
        }
    }

    @Test
    void aCompactionDuringADisconnectHidesNoChange() {
        try (Backend leading = connect(LONG);
                Backend cutOff = Connecting.to(cluster.proxiedUri("faults", LONG));
                RenewedCampaign leader = RenewedCampaign.stand(leading, "compacted", "a", LONG)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(cutOff, "compacted", "b", LONG)) {
                next.awaitRenewals(1);
                List<FaultProxy> network =
                        IntStream.range(0, 3).mapToObj(cluster::proxyTo).toList();
                network.forEach(FaultProxy::cut);
                leader.leave();
                String revision = cluster.ctl("put", "elsewhere", "x", "-w", "fields")
                        .lines()
                        .filter(line -> line.startsWith("\"Revision\""))
                        .map(line -> line.replaceAll("\\D", ""))
                        .findFirst()
                        .orElseThrow();
                cluster.ctl("compact", revision);
                network.forEach(FaultProxy::mend);
                next.awaitToken();
                next.awaitRenewals(1);
            }
        }
    }
}
