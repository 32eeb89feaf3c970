/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerTls;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests every form of an address, names with several addresses, and JVM-wide settings that must have no effect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressesTest {
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final String DEAD = "127.0.0.2"; // no server listens there
    private static final String SILENT = "127.0.0.3"; // accepts connections and sends nothing

    @TempDir
    private Path directory;

    private EtcdCluster cluster;
    private int port;

    @BeforeAll
    void startServer(@TempDir Path servers) {
        cluster = EtcdCluster.start(1, servers);
        port = cluster.clientPort(0);
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    @Test
    void aServerIsFoundByItsIpv6Address() {
        try (FaultProxy relay = FaultProxy.onIpv6(port)) {
            Connecting.works("etcd://[::1]:" + relay.port() + "/six?ttl=5s", TTL);
            Connecting.works("etcd://[0:0:0:0:0:0:0:1]:" + relay.port() + ",127.0.0.1:" + port + "/six?ttl=5s", TTL);
        }
    }

    @Test
    void aServerIsCheckedByItsIpv6Address(@TempDir Path files) {
        Certificates certificates = new Certificates(files);
        Path authority = certificates.authority("ca");
        Path client = certificates.issueForThisMachine("ca", "client");
        ServerTls tls = ServerTls.of(
                authority, certificates.issue("ca", "server", "IP:0:0:0:0:0:0:0:1,IP:127.0.0.1"), certificates);
        try (EtcdCluster encrypted = new EtcdSetup().tls(tls).start(1, files.resolve("servers"));
                FaultProxy relay = FaultProxy.onIpv6(encrypted.clientPort(0))) {
            Connecting.works(
                    "etcd://[::1]:" + relay.port() + "/six?ttl=5s&tls-ca=" + authority + "&tls-cert=" + client
                            + "&tls-key=" + certificates.keyOf(client),
                    TTL);
        }
    }

    @Test
    void aServerIsFoundByItsName() {
        Connecting.works("etcd://localhost:" + port + "/name?ttl=5s", TTL);
    }

    /** Tests both orders, because the order of a name's addresses is undefined. */
    @ParameterizedTest
    @CsvSource({DEAD + ",127.0.0.1", "127.0.0.1," + DEAD, SILENT + ",127.0.0.1"})
    void allAddressesOfANameAreTried(String first, String second) throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), first + " several\n" + second + " several\n");
        try (ServerSocket silent = new ServerSocket(port, 50, InetAddresses.forString(SILENT))) {
            assertThat(silent.isBound()).isTrue();
            assertThat(ChildCandidate.elected(
                            "etcd://several:" + port + "/names", List.of("-Djdk.net.hosts.file=" + hosts), Map.of()))
                    .endsWith(ChildCandidate.WON);
        }
    }

    @Test
    void aServerWithoutAnAddressDoesNotHideTheOthers() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 known\n");
        assertThat(ChildCandidate.elected(
                        "etcd://unknown:" + port + ",known:" + port + "/names",
                        List.of("-Djdk.net.hosts.file=" + hosts),
                        Map.of()))
                .endsWith(ChildCandidate.WON);
    }

    /** Sets a proxy for the rest of the application, and settings of libraries that other code uses, too. */
    @Test
    void settingsOfTheJvmAreIgnored() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 server.example\n");
        String nowhere = "127.0.0.1:1";
        assertThat(ChildCandidate.elected(
                        "etcd://server.example:" + port + "/proxies",
                        List.of(
                                "-Djdk.net.hosts.file=" + hosts,
                                "-Dhttp.proxyHost=127.0.0.1",
                                "-Dhttp.proxyPort=1",
                                "-Dhttps.proxyHost=127.0.0.1",
                                "-Dhttps.proxyPort=1",
                                "-DsocksProxyHost=127.0.0.1",
                                "-DsocksProxyPort=1",
                                "-Dhttp.nonProxyHosts=",
                                "-DsocksNonProxyHosts=",
                                "-Djava.net.useSystemProxies=true",
                                "-Dvertx.disableDnsResolver=false",
                                "-Dvertx.disableFileCPResolving=false"),
                        Map.of(
                                "GRPC_PROXY_EXP", nowhere,
                                "HTTPS_PROXY", "http://" + nowhere,
                                "https_proxy", "http://" + nowhere,
                                "grpc_proxy", "http://" + nowhere,
                                "ALL_PROXY", "socks5://" + nowhere)))
                .endsWith(ChildCandidate.WON);
    }
}
