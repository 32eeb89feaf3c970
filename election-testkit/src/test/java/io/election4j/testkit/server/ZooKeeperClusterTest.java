/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperClusterTest {
    @RegisterExtension
    static final ServerLogs LOGS = new ServerLogs();

    @Test
    void threeServersSurviveTheLossOfOne(@TempDir Path directory) {
        try (ZooKeeperCluster zookeeper = LOGS.watch(ZooKeeperCluster.start(3, directory))) {
            ClusterScenarios.survivesTheDeathOfItsLeader(zookeeper);
            ClusterScenarios.survivesTheFreezingOfItsLeader(zookeeper);
            ClusterScenarios.leavesNoProcessWhenClosed(zookeeper);
        }
    }

    @Test
    void oneServerUsesItsSettingsAndTls(@TempDir Path directory) throws Exception {
        Certificates certificates = new Certificates(directory);
        Path authority = certificates.authority("ca");
        ServerTls tls = ServerTls.of(authority, certificates.issueForThisMachine("ca", "server"), certificates);
        ZooKeeperSetup setup =
                new ZooKeeperSetup().tick(Duration.ofMillis(100)).tls(tls).settings("maxClientCnxns=77");
        try (ZooKeeperCluster zookeeper = LOGS.watch(setup.start(1, directory))) {
            assertThat(zookeeper.leader()).isSameAs(zookeeper.member(0));
            assertThat(zookeeper.ask(0, "conf")).contains("tickTime=100", "maxClientCnxns=77");
            assertThat(zookeeper.hosts()).isEqualTo("127.0.0.1:" + zookeeper.clientPort(0));
            assertThat(zookeeper.ask(0, "conf")).contains("secureClientPort=" + zookeeper.clientPort(0));
        }
    }
}
