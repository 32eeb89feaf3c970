/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.DocumentedProblems;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each cause has a message of its own, which is true. */
class ProblemSentencesTest {
    private static final Duration TTL = Duration.ofSeconds(3);
    private static @Nullable ZooKeeperCluster server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = new ZooKeeperSetup()
                .settings("maxClientCnxns=3", "enforceQuota=true")
                .start(1, directory);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    private static int port() {
        return Objects.requireNonNull(server).clientPort(0);
    }

    private static Backend connect(String host) {
        return connect(host, "");
    }

    private static Backend connect(String host, String options) {
        return new ZooKeeperProvider().connect(BackendUri.parse("zookeeper://" + host + "/told?ttl=3s" + options));
    }

    private static void assertTold(String host, String reason) {
        assertTold(connect(host), reason);
    }

    private static void assertTold(Backend connected, String reason) {
        try (Backend backend = connected) {
            assertTold(backend, "e", reason);
        }
    }

    private static void assertTold(Backend backend, String election, String reason) {
        try (RenewedCampaign candidate = RenewedCampaign.stand(backend, election, "a", TTL)) {
            CompletableFuture<Long> won = candidate.campaign().won();
            Wait.holds(Wait.PATIENCE, "it is told", () -> {
                Throwable failure = won.isCompletedExceptionally() ? Wait.failureOf(won) : candidate.failure();
                assertThat(failure).hasMessageContaining(reason);
            });
        }
    }

    @Test
    void eachSentenceIsInTheDocumentation() {
        DocumentedProblems.assertListed("ZooKeeper", ZooKeeperProblems.class);
    }

    @Test
    void aPortThatNobodyListensOn() { // some versions of Java add "(connect failed)"
        assertTold("127.0.0.1:1", "does not answer (127.0.0.1:1: Connection refused");
    }

    @Test
    void aServerThatDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            assertTold(address, "does not answer (" + address + ": nothing came back in time)");
        }
    }

    @Test
    void aServerThatClosesEachConnectionAtOnce() throws Exception {
        try (FakeServer closing = new FakeServer("")) {
            assertTold("127.0.0.1:" + closing.port(), "closes each connection at once (127.0.0.1:");
        }
    }

    @Test
    void aServerThatClosesEachConnectionInTheHandshake(@TempDir Path directory) throws Exception {
        String authority = "&tls-ca=" + new Certificates(directory).authority("ca");
        try (FakeServer closing = new FakeServer("")) {
            assertTold(
                    connect("127.0.0.1:" + closing.port(), authority),
                    "closes the connection while TLS is set up (127.0.0.1:");
        }
    }

    @Test
    void anotherKindOfServer() throws Exception {
        try (FakeServer web = new FakeServer("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertTold("127.0.0.1:" + web.port(), "it answers \"HTTP/1.1 400 Bad Request\"");
        }
    }

    @Test
    void aNameWithoutAnAddress() {
        assertTold("nobody.invalid", "no address is known for the name nobody.invalid");
    }

    private static ZooKeeper plainClient() throws Exception {
        CompletableFuture<WatchedEvent> connected = new CompletableFuture<>();
        ZooKeeper client = new ZooKeeper("127.0.0.1:" + port(), 10_000, connected::complete);
        assertThat(Wait.of(connected).getState()).isEqualTo(KeeperState.SyncConnected);
        return client;
    }

    @Test
    void moreConnectionsThanTheServerTakesOfOneAddress() throws Exception {
        List<ZooKeeper> others = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                others.add(plainClient());
            }
            assertTold("127.0.0.1:" + port(), "as many as maxClientCnxns= allows");
        } finally {
            for (ZooKeeper other : others) {
                other.close();
            }
        }
    }

    @Test
    void aQuotaThatIsUsedUp() throws Exception {
        ZooKeeper administrator = plainClient();
        create(administrator, "/told", "/told/quota");
        create(administrator, "/zookeeper/quota/told", "/zookeeper/quota/told/quota");
        administrator.create(
                "/zookeeper/quota/told/quota/zookeeper_limits",
                "count=1,bytes=-1=;byteHardLimit=-1;countHardLimit=1".getBytes(StandardCharsets.UTF_8),
                Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT);
        create(administrator, "/zookeeper/quota/told/quota/zookeeper_stats");
        administrator.close();
        try (Backend backend = connect("127.0.0.1:" + port())) {
            assertTold(backend, "quota", "creates nothing below /told/quota: a quota is used up");
        }
    }

    private static void create(ZooKeeper client, String... paths) throws Exception {
        for (String path : paths) {
            if (client.exists(path, false) == null) {
                client.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        }
    }

    @Test
    void aNodeOnThePathThatIsEphemeral() throws Exception {
        ZooKeeper other = plainClient();
        create(other, "/told");
        other.create("/told/short", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        try (Backend backend = connect("127.0.0.1:" + port())) {
            assertTold(
                    backend, "short", "creates nothing below /told/short: one of the nodes on this path is ephemeral");
        } finally {
            other.close();
        }
    }

    /** A client accepts an answer of 1 MB by default, and closes the connection at a longer one. */
    @Test
    void aQueueThatIsLongerThanOneMegabyteBlocksNobody() throws Exception {
        ZooKeeper others = plainClient();
        create(others, "/told", "/told/long");
        String name = "/told/long/_c_" + "x".repeat(200) + "-latch-9";
        for (int batch = 0; batch < 60; batch++) {
            List<Op> operations = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                operations.add(
                        Op.create(name + (100 * batch + i), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL));
            }
            others.multi(operations);
        }
        try (Backend backend = connect("127.0.0.1:" + port());
                RenewedCampaign other = RenewedCampaign.stand(backend, "beside", "a", TTL);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "long", "a", TTL)) {
            other.awaitToken();
            leader.awaitToken();
            assertThat(other.isLost()).isFalse();
        } finally {
            others.close();
        }
    }

    @Test
    void aLibraryThatIsNotCompleteIsNamed(@TempDir Path directory) throws Exception {
        String incomplete = Stream.of(classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("zookeeper-jute"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(candidate(directory, incomplete))
                .contains("ZooKeeper's client library does not work in this process (java.lang.NoClassDefFoundError");
    }

    /** As with another version of the library or of Netty, the problem appears only when the library is used. */
    @Test
    void aLibraryThatDoesNotFitIsNamedAndLoggedOnce(@TempDir Path directory) throws Exception {
        Path broken = directory.resolve("org/apache/zookeeper/ClientCnxn.class");
        Files.createDirectories(broken.getParent());
        Files.writeString(broken, "no class");
        assertThat(candidate(directory, directory + File.pathSeparator + classPath()))
                .contains("did not lead")
                .contains("ZooKeeper's client library does not work in this process (java.lang.ClassFormatError")
                .containsOnlyOnce(" ERROR ");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String candidate(Path directory, String classPath) throws Exception {
        String uri = "zookeeper://127.0.0.1:" + port() + "/told?ttl=3s";
        return CandidateProcess.run(directory.resolve("child.log"), uri, classPath, List.of());
    }
}
