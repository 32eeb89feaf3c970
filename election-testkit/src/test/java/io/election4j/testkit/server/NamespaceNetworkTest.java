/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a process to which {@code bin/lib/network.sh} gives a network of its own, where the system allows it. */
class NamespaceNetworkTest {
    private static final int NOT_POSSIBLE = 75;
    private static final int LIMIT_SECONDS = 120;
    private static final String SCRIPT = ". \"$1\"; shift; run_on_own_network \"$@\"; exit " + NOT_POSSIBLE;

    @TempDir
    Path directory;

    @Test
    void aNetworkOfOtherProcessesIsNotChanged() {
        assertThat(NamespaceNetwork.isPossible()).isFalse();
        assertThatThrownBy(() -> NamespaceNetwork.create(3, directory)).hasMessageContaining("no network of its own");
    }

    @Test
    void serversAreCutOffFromEachOtherAndFromEverybody() throws Exception {
        Path library = Path.of("..", "bin", "lib", "network.sh").toRealPath();
        Path output = directory.resolve("child.log");
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        SCRIPT,
                        "sh",
                        library.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
        Assumptions.assumeFalse(child.exitValue() == NOT_POSSIBLE, "no network namespaces can be made here");
        assertThat(child.exitValue()).as(Files.readString(output)).isZero();
    }

    /** Runs the parts that change the network itself. */
    static final class Child {
        private static final int LIMIT_MILLIS = 300;

        private Child() {}

        public static void main(String[] args) throws Exception {
            Path directory = Path.of(args[0]);
            try (NamespaceNetwork network = NamespaceNetwork.create(3, directory);
                    EtcdCluster servers = new EtcdSetup().network(network).start(3, directory)) {
                assertThat(servers.hosts()).startsWith("192.0.2.1:");
                theLeaderIsReplacedWhenCutOff(network, servers, true);
                theLeaderIsReplacedWhenCutOff(network, servers, false);
                packetsAreLost(network, servers);
            }
        }

        /** Loses what the leader sends to the others and, if {@code deaf}, what they send to it. */
        private static void theLeaderIsReplacedWhenCutOff(NamespaceNetwork network, EtcdCluster servers, boolean deaf) {
            int former = servers.members().indexOf(servers.leader());
            List<Integer> others =
                    List.of(0, 1, 2).stream().filter(other -> other != former).toList();
            others.forEach(other -> network.cut(former, other));
            others.stream().filter(other -> deaf).forEach(other -> network.cut(other, former));
            Wait.until("another server leads", () -> servers.members().indexOf(servers.leader()) != former);
            assertThat(canConnect(servers, former)).isTrue();
            others.forEach(other -> network.mend(former, other));
            others.forEach(other -> network.mend(other, former));
            servers.awaitReady();
        }

        private static void packetsAreLost(NamespaceNetwork network, EtcdCluster servers) {
            assertThat(canConnect(servers, 1)).isTrue();
            network.loseAll(1);
            assertThat(canConnect(servers, 1)).isFalse();
            assertThat(canConnect(servers, 2)).isTrue();
            network.carryAll(1);
            servers.awaitReady();
            assertThat(canConnect(servers, 1)).isTrue();
        }

        private static boolean canConnect(EtcdCluster servers, int member) {
            String[] address = servers.hosts().split(",", -1)[member].split(":", -1);
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), LIMIT_MILLIS);
                return true;
            } catch (IOException lost) {
                return false;
            }
        }
    }
}
