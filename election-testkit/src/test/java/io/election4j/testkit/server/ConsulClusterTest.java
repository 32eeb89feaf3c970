/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConsulClusterTest {
    @RegisterExtension
    static final ServerLogs LOGS = new ServerLogs();

    @Test
    void threeServersSurviveTheLossOfOne(@TempDir Path directory) throws Exception {
        try (ConsulCluster consul = LOGS.watch(ConsulCluster.start(3, directory))) {
            consul.call("PUT", "/v1/kv/city", "Turin");
            ClusterScenarios.survivesTheDeathOfItsLeader(consul);
            ClusterScenarios.survivesTheFreezingOfItsLeader(consul);
            assertThat(consul.call("GET", "/v1/kv/city?raw", "")).isEqualTo("Turin");
            ClusterScenarios.leavesNoProcessWhenClosed(consul);
        }
    }

    @Test
    void aTokenIsNeededAndAClientAgentPassesItOn(@TempDir Path directory) throws Exception {
        String token = "0b3d7c1e-1111-2222-3333-444444444444";
        ConsulSetup setup =
                new ConsulSetup().tokenForEverything(UUID.fromString(token)).withClientAgent();
        try (ConsulCluster consul = LOGS.watch(setup.start(1, directory))) {
            consul.call("PUT", "/v1/kv/city", "Turin");
            assertThat(consul.clientAgent().isAlive()).isTrue();
            String url = "http://127.0.0.1:" + consul.clientAgentPort() + "/v1/kv/city?raw";
            assertThat(Http.call("GET", url, Map.of("X-Consul-Token", token), ""))
                    .isEqualTo("Turin");
            assertThatThrownBy(() -> Http.get(url)).isInstanceOf(IOException.class);
            consul.member(0).stop();
            consul.member(0).start();
            consul.awaitReady();
            assertThat(consul.call("GET", "/v1/kv/city?raw", "")).isEqualTo("Turin");
        }
    }

    @Test
    void withTlsThePortForClientsIsNotPlain(@TempDir Path directory) throws Exception {
        Certificates certificates = new Certificates(directory);
        Path authority = certificates.authority("ca");
        ServerTls tls = ServerTls.of(authority, certificates.issueForThisMachine("ca", "server"), certificates);
        try (ConsulCluster consul =
                LOGS.watch(new ConsulSetup().tls(tls).connectionsPerClient(500).start(1, directory))) {
            assertThat(consul.call("GET", "/v1/status/leader", "")).contains("127.0.0.1");
            assertThatThrownBy(() -> Http.get("http://" + consul.hosts() + "/v1/status/leader"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void namesInItsConfigurationDependOnTheVersion() {
        assertThat(ConsulVersion.parse("Consul v1.8.7\nRevision x").initialToken())
                .isEqualTo("master");
        assertThat(ConsulVersion.parse("Consul v1.8.7").hasGrpcTls()).isFalse();
        assertThat(ConsulVersion.parse("Consul v1.21.3").initialToken()).isEqualTo("initial_management");
        assertThat(ConsulVersion.parse("Consul v1.21.3").hasGrpcTls()).isTrue();
        assertThatThrownBy(() -> ConsulVersion.parse("Nomad")).hasMessageContaining("Nomad");
    }
}
