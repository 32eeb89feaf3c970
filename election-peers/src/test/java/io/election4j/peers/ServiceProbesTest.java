/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kiwiproject.consul.Consul;

class ServiceProbesTest {
    private static final int KNOWN = 50;
    private static final String KEPT_FIGURES =
            "{\"telemetry\":{\"prometheus_retention_time\":\"1h\",\"disable_hostname\":true}}";

    @TempDir
    private Path directory;

    private interface Request {
        void send(int number) throws Exception;
    }

    private static ServiceProbe probe(String service, ServerCluster cluster) {
        return ServiceProbes.of(service, hosts(cluster));
    }

    private static List<String> hosts(ServerCluster cluster) {
        return List.of(cluster.hosts().split(","));
    }

    /** Tests that the probe counts the requests, and not its own writes in between. */
    private static void countsExactly(ServiceProbe probe, Request request) throws Exception {
        probe.commit();
        request.send(0); // connects
        awaitStableCount(probe);
        long before = probe.requests().orElseThrow();
        for (int i = 1; i <= KNOWN; i++) {
            request.send(i);
            probe.commit();
        }
        awaitStableCount(probe);
        assertThat(probe.requests().orElseThrow() - before).isEqualTo(KNOWN);
    }

    /** Waits for a stable count, because a server may answer a little before it counts. */
    private static void awaitStableCount(ServiceProbe probe) {
        long[] last = {-1};
        Wait.until("nothing is counted any more", () -> {
            long now = probe.requests().orElseThrow();
            boolean same = now == last[0];
            last[0] = now;
            return same;
        });
    }

    @Test
    void zooKeeperCountsPackets() throws Exception {
        try (ZooKeeperCluster cluster = ZooKeeperCluster.start(1, directory);
                CuratorFramework client =
                        CuratorFrameworkFactory.newClient(cluster.hosts(), 60_000, 15_000, new RetryOneTime(1_000))) {
            client.start();
            try (ServiceProbe probe = probe("zookeeper", cluster)) {
                assertThat(probe.version()).matches("3\\.\\d+\\.\\d+");
                countsExactly(probe, number -> client.checkExists().forPath("/known-" + number));
                assertThat(client.getChildren().forPath("/")).anyMatch(node -> node.startsWith("election4j-probe"));
            }
            assertThat(client.getChildren().forPath("/")).noneMatch(node -> node.startsWith("election4j-probe"));
        }
    }

    @Test
    void etcdCountsMessages() throws Exception {
        try (EtcdCluster cluster = EtcdCluster.start(1, directory);
                Client client =
                        Client.builder().endpoints("http://" + cluster.hosts()).build()) {
            try (ServiceProbe probe = probe("etcd", cluster)) {
                assertThat(probe.version()).matches("3\\.\\d+\\.\\d+");
                countsExactly(probe, number -> put(client, "known-" + number));
                assertThat(cluster.ctl("get", "election4j-probe", "--prefix", "--keys-only"))
                        .isNotBlank();
            }
            assertThat(cluster.ctl("get", "election4j-probe", "--prefix", "--keys-only"))
                    .isBlank();
        }
    }

    private static void put(Client client, String key) throws Exception {
        ByteSequence bytes = ByteSequence.from(key, StandardCharsets.UTF_8);
        client.getKVClient().put(bytes, bytes).get(20, TimeUnit.SECONDS);
    }

    @Test
    void consulCountsAnsweredRequests() throws Exception {
        try (ConsulCluster cluster =
                new ConsulSetup().configuration(KEPT_FIGURES).start(1, directory)) {
            Consul client =
                    Consul.builder().withUrl("http://" + cluster.hosts()).build();
            try (ServiceProbe probe = probe("consul", cluster)) {
                assertThat(probe.version()).matches("1\\.\\d+\\.\\d+");
                countsExactly(probe, number -> client.keyValueClient().putValue("known-" + number, "x"));
                assertThat(client.keyValueClient().getKeys("election4j-probe")).hasSize(1);
            }
            assertThat(client.keyValueClient().getKeys("")).noneMatch(key -> key.startsWith("election4j-probe"));
            client.destroy();
        }
    }

    @Test
    void threeServersAreCountedTogether() throws Exception {
        try (EtcdCluster cluster = EtcdCluster.start(3, directory);
                ServiceProbe probe = probe("etcd", cluster)) {
            long before = probe.requests().orElseThrow();
            for (String host : hosts(cluster)) {
                try (Client client =
                        Client.builder().endpoints("http://" + host).build()) {
                    put(client, "known");
                }
            }
            assertThat(probe.requests().orElseThrow() - before).isEqualTo(3);
        }
    }

    @Test
    void aServiceThatDoesNotPublishCountsHasNoCount() throws Exception {
        try (ZooKeeperCluster silent = new ZooKeeperSetup()
                        .quick()
                        .settings("4lw.commands.whitelist=srvr")
                        .start(1, directory);
                ServiceProbe probe = probe("zookeeper", silent)) {
            assertThat(probe.requests()).isEmpty();
        }
        try (ConsulCluster silent = ConsulCluster.start(1, directory);
                ServiceProbe probe = probe("consul", silent)) {
            assertThat(probe.requests()).isEmpty();
        }
    }

    @Test
    void anUnknownServiceIsRefusedWithTheKnownNames() {
        assertThatThrownBy(() -> ServiceProbes.of("chubby", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no service is called chubby; there are zookeeper, etcd and consul");
    }
}
