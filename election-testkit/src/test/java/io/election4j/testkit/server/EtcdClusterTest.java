/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EtcdClusterTest {
    @RegisterExtension
    static final ServerLogs LOGS = new ServerLogs();

    @Test
    void threeServersSurviveTheLossOfOne(@TempDir Path directory) {
        try (EtcdCluster etcd = LOGS.watch(EtcdCluster.start(3, directory))) {
            assertThat(etcd.ctl("lease", "grant", "1")).contains("TTL(2s)"); // etcd's own limit
            assertThat(etcd.ctl("put", "city", "Turin")).contains("OK");
            ClusterScenarios.survivesTheDeathOfItsLeader(etcd);
            ClusterScenarios.survivesTheFreezingOfItsLeader(etcd);
            assertThat(etcd.ctl("get", "city")).contains("Turin");
            ClusterScenarios.leavesNoProcessWhenClosed(etcd);
        }
    }

    @Test
    void oneServerGrantsShortLeasesAndKeepsItsDataWhenStartedAgain(@TempDir Path directory) {
        try (EtcdCluster etcd =
                LOGS.watch(new EtcdSetup().shortLeases().withoutFsync().start(1, directory))) {
            assertThat(etcd.ctl("lease", "grant", "1")).contains("TTL(1s)");
            etcd.ctl("put", "city", "Turin");
            etcd.member(0).kill();
            etcd.member(0).start();
            etcd.awaitReady();
            assertThat(etcd.ctl("get", "city")).contains("Turin");
            assertThat(etcd.leader()).isSameAs(etcd.member(0));
            assertThat(etcd.uri("apps", Duration.ofSeconds(3)))
                    .isEqualTo("etcd://" + etcd.hosts() + "/apps?ttl=3000ms");
        }
    }

    @Test
    void withTlsAndAPasswordOnlyRootGetsIn(@TempDir Path directory) {
        Certificates certificates = new Certificates(directory);
        Path authority = certificates.authority("ca");
        ServerTls tls = ServerTls.of(authority, certificates.issueForThisMachine("ca", "server"), certificates)
                .forIdentifiedClients();
        try (EtcdCluster etcd =
                LOGS.watch(new EtcdSetup().tls(tls).rootPassword("canary-1").start(1, directory))) {
            assertThat(etcd.ctl("put", "city", "Turin")).contains("OK");
            EtcdCtl plain = new EtcdCtl(etcd.hosts(), Optional.empty(), Optional.empty());
            assertThatThrownBy(() -> plain.run(List.of("get", "city"))).hasMessageContaining("fails");
            EtcdCtl nobody = new EtcdCtl(etcd.hosts(), Optional.of(tls), Optional.empty());
            assertThatThrownBy(() -> nobody.run(List.of("get", "city"))).hasMessageContaining("fails");
        }
    }

    @Test
    void theProxyStandsBetweenClientsAndTheServer(@TempDir Path directory) throws Exception {
        try (EtcdCluster etcd = LOGS.watch(EtcdCluster.start(1, directory))) {
            FaultProxy proxy = etcd.proxyTo(0);
            String version = "http://127.0.0.1:" + proxy.port() + "/version";
            assertThat(etcd.proxiedUri("apps", Duration.ofSeconds(3))).contains(":" + proxy.port() + "/");
            assertThat(Http.get(version)).contains("etcdserver");
            proxy.stall();
            assertThatThrownBy(() -> Http.get(version)).isInstanceOf(SocketTimeoutException.class);
            proxy.mend();
            assertThat(Http.get(version)).contains("etcdserver");
        }
    }

    @Test
    void anErrorOfEtcdIsReportedAtOnceWithItsMessage(@TempDir Path directory) {
        Binaries.skipIfAsked("etcd");
        assertThatThrownBy(() -> new EtcdSetup()
                        .timing(Duration.ofMillis(50), Duration.ofMillis(60))
                        .start(1, directory))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("should be at least as 5 times");
    }
}
