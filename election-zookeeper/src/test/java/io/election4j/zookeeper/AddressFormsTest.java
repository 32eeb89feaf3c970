/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests each form in which a URI can name a server, with processes that have a hosts file of their own. */
class AddressFormsTest {
    private static @Nullable ZooKeeperCluster started;

    @TempDir
    @Nullable
    Path directory;

    @BeforeAll
    static void start(@TempDir Path folder) {
        started = new ZooKeeperSetup().settings("clientPortAddress=::").start(1, folder);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(started).close();
    }

    private static int port() {
        return Objects.requireNonNull(started).clientPort(0);
    }

    private String run(String hosts, String names) throws Exception {
        Path folder = Objects.requireNonNull(directory);
        Path file = Files.writeString(folder.resolve("hosts"), names);
        return CandidateProcess.run(
                folder.resolve("child.log"),
                "zookeeper://" + hosts + "/forms?ttl=4s",
                List.of("-Djdk.net.hosts.file=" + file));
    }

    @Test
    void anAddressOfIpVersion4Or6IsUsed() throws Exception {
        assertThat(run("127.0.0.1:" + port(), "")).contains("led after");
        assumeThat(InetAddress.getAllByName("::1")[0].isReachable(1_000)).isTrue();
        assertThat(run("[::1]:" + port(), "")).contains("led after");
        assertThat(run("[0:0:0:0:0:0:0:1]:" + port(), "")).contains("led after");
    }

    @Test
    void aNameWhoseFirstAddressesDoNotAnswerIsUsed() throws Exception {
        EmbeddedServer server = EmbeddedServer.temporary();
        try (ServerSocket silent = new ServerSocket(server.port(), 1, InetAddress.getAllByName("127.0.0.3")[0])) {
            assertThat(silent.isBound()).isTrue();
            assertThat(run("zoo:" + server.port(), "127.0.0.3 zoo\n127.0.0.2 zoo\n127.0.0.1 zoo\n"))
                    .contains("led after");
        } finally {
            server.close();
        }
    }

    @Test
    void anUnknownServerDoesNotHideAnother() throws Exception {
        assertThat(run("nobody.invalid:" + port() + ",127.0.0.1:" + port(), "")).contains("led after");
    }
}
