/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Contains the scenarios for clusters of every kind. */
final class ClusterScenarios {
    private ClusterScenarios() {}

    static void survivesTheDeathOfItsLeader(ServerCluster cluster) {
        ServerProcess first = cluster.leader();
        assertThat(cluster.followers()).hasSize(cluster.members().size() - 1).doesNotContain(first);
        first.kill();
        assertThat(cluster.leader()).isNotSameAs(first);
        first.start();
        cluster.awaitReady();
        assertThat(first.isAlive()).isTrue();
    }

    static void survivesTheFreezingOfItsLeader(ServerCluster cluster) {
        ServerProcess first = cluster.leader();
        first.freeze();
        assertThat(cluster.leader()).isNotSameAs(first);
        first.thaw();
        cluster.awaitReady();
    }

    static void leavesNoProcessWhenClosed(ServerCluster cluster) {
        List<ProcessHandle> processes = cluster.members().stream()
                .map(member -> ProcessHandle.of(member.pid()).orElseThrow())
                .toList();
        assertThat(processes).allMatch(ProcessHandle::isAlive);
        cluster.close();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }
}
