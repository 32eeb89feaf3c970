/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that only the URI determines the target of requests, in each of its forms and with any settings of the JVM. */
class UriAloneTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static @Nullable ConsulCluster servers;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        servers = ConsulCluster.start(1, directory);
    }

    @AfterAll
    static void stopServers() {
        Objects.requireNonNull(servers).close();
    }

    private static int port() {
        return Objects.requireNonNull(servers).clientPort(0);
    }

    private static void assertLeads(String uri) {
        try (Backend backend = new ConsulProvider().connect(BackendUri.parse(uri + "?ttl=" + TTL.toMillis() + "ms"));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "election", "a", TTL)) {
            leader.awaitToken();
            leader.awaitRenewals(1);
            leader.leave();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT",
                "localhost:PORT",
                "127.0.0.1:1,localhost:PORT",
                "no-such-host.invalid:1,127.0.0.1:PORT"
            })
    void eachFormOfAHostIsAsked(String hosts) {
        assertLeads("consul://" + hosts.replace("PORT", Integer.toString(port())) + "/forms/of/hosts");
    }

    @Test
    void anAddressOfIpVersion6IsAsked() {
        try (FaultProxy relay = FaultProxy.onIpv6(port())) {
            assertLeads("consul://[::1]:" + relay.port() + "/six");
        }
    }

    /** Tests a name with two addresses, of which one refuses connections or does not answer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachAddressOfANameIsTried(boolean silent, @TempDir Path directory) throws IOException {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.2 twice\n127.0.0.1 twice\n");
        List<Socket> many = new ArrayList<>();
        try (ServerSocket deaf =
                silent ? new ServerSocket(port(), 1, InetAddress.getByName("127.0.0.2")) : new ServerSocket()) {
            for (int i = 0; silent && i < 4; i++) { // later clients get no answer at all
                Socket socket = new Socket();
                many.add(socket);
                try {
                    socket.connect(deaf.getLocalSocketAddress(), 300);
                } catch (IOException full) {
                    break;
                }
            }
            ServerProcess process = many(
                    directory, List.of("-Djdk.net.hosts.file=" + hosts), "consul://twice:" + port() + "/twice?ttl=4s");
            assertLeads(process);
        } finally {
            for (Socket socket : many) {
                socket.close();
            }
        }
    }

    @Test
    void settingsOfTheJvmAreIgnored(@TempDir Path directory) {
        List<String> settings = List.of(
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=1",
                "-Dhttp.nonProxyHosts=",
                "-DsocksProxyHost=127.0.0.1",
                "-DsocksProxyPort=1",
                "-DsocksNonProxyHosts=",
                "-Djava.net.useSystemProxies=true",
                "-Dhttp.agent=somebody",
                "-Dhttp.keepAlive=false",
                "-Dhttp.maxConnections=1");
        assertLeads(many(directory, settings, "consul://127.0.0.1:" + port() + "/jvm?ttl=4s"));
    }

    private static ServerProcess many(Path directory, List<String> options, String uri) {
        return ServerProcess.ofJava("leader", directory, options, ManyCampaigns.class.getName(), List.of(uri, "1"));
    }

    private static void assertLeads(ServerProcess process) {
        try (process) {
            process.start();
            Wait.until(Duration.ofSeconds(40), "it leads", () -> String.join("\n", process.lastLines(5))
                    .contains("winners: 1, losers: 0"));
        }
        assertThat(process.isAlive()).isFalse();
    }
}
