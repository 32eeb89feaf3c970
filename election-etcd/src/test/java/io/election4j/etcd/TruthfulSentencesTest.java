/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.Elections;
import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import io.grpc.Status;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that each message names the problem of the service, and says that it does not answer only if no answer arrived.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruthfulSentencesTest {
    private static final Duration TTL = Duration.ofSeconds(3);

    private EtcdCluster cluster;

    @BeforeAll
    void startServer(@TempDir Path directory) {
        cluster = EtcdCluster.start(1, directory);
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    /** Checks the message of a candidate and of a query for the candidates. */
    private static void assertSaid(String uri, String sentence) {
        try (Backend backend = Connecting.to(uri);
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "e", "a", TTL)) {
            Wait.holds(Wait.PATIENCE, "the candidate says why", () -> assertThat(reason(candidate))
                    .isInstanceOf(ElectionException.class)
                    .hasMessageContaining(sentence));
            assertThat(Wait.failureOf(backend.candidates("e"))).hasMessageContaining(sentence);
        }
    }

    /** Why the attempt failed, or else why its last renewal failed. */
    private static @Nullable Throwable reason(RenewedCampaign candidate) {
        return candidate.campaign().won().isCompletedExceptionally()
                ? Wait.failureOf(candidate.campaign().won())
                : candidate.failure();
    }

    private static String uri(int port) {
        return "etcd://127.0.0.1:" + port + "/truth?ttl=3s";
    }

    @Test
    void nobodyListens() {
        assertSaid(uri(1), "no connection to etcd at 127.0.0.1:1: Connection refused");
    }

    @Test
    void noNameHasAnAddress() {
        assertSaid(
                "etcd://no-such-host.invalid:2379/truth?ttl=3s",
                "no address is known for the host no-such-host.invalid of etcd at");
    }

    @Test
    void aServerAcceptsAConnectionAndDoesNotAnswer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertSaid(uri(silent.getLocalPort()), "does not answer");
        }
    }

    /** A query during the replacement of a client reports the problem of the service, not the end of the old client. */
    @Test
    void clientsAreReplacedWhileQueriesAreUnderWay() throws IOException {
        Set<String> said = ConcurrentHashMap.newKeySet();
        List<SocketChannel> accepted = new ArrayList<>();
        try (ServerSocketChannel silent = ServerSocketChannel.open()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            try (Backend backend = Connecting.to(uri(silent.socket().getLocalPort()) + "&connect-timeout=500ms")) {
                Wait.until("the client is replaced for the third time", () -> {
                    var unused = backend.candidates("e").exceptionally(failure -> {
                        said.add(String.valueOf(failure.getMessage()));
                        return List.of();
                    });
                    SocketChannel next = silent.accept();
                    if (next != null) {
                        accepted.add(next);
                    }
                    return accepted.size() > 3;
                });
                assertThat(List.copyOf(said)).isNotEmpty().allSatisfy(sentence -> assertThat(sentence)
                        .contains("does not answer"));
            }
        } finally {
            for (SocketChannel each : accepted) {
                each.close();
            }
        }
    }

    @Test
    void anHttpServerAnswers() throws IOException {
        try (Speaker web = new Speaker("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
            assertSaid(uri(web.port()), "is not etcd: ");
        }
    }

    @Test
    void somethingClosesTheConnection() throws IOException {
        try (Speaker closing = new Speaker("")) {
            assertSaid(uri(closing.port()), "closes the connection before it answers");
        }
    }

    @Test
    void anotherServiceOfTheSameProtocolAnswers() {
        try (EtcdGateway other = new EtcdGateway(cluster.clientPort(0))) {
            other.refuseAll(Status.UNIMPLEMENTED.withDescription("unknown service etcdserverpb.Lease"));
            assertSaid(other.uri("truth", TTL), "is not etcd: unknown service etcdserverpb.Lease");
        }
    }

    @Test
    void theServersHaveNoMajority() {
        try (EtcdGateway alone = new EtcdGateway(cluster.clientPort(0))) {
            alone.refuseAll(Status.UNAVAILABLE.withDescription("etcdserver: no leader"));
            assertSaid(alone.uri("truth", TTL), "answers but cannot serve at the moment: etcdserver: no leader");
        }
    }

    @Test
    void theDataIsCorrupt() {
        try (EtcdGateway broken = new EtcdGateway(cluster.clientPort(0))) {
            broken.refuseAll(Status.DATA_LOSS.withDescription("etcdserver: corrupt cluster"));
            assertSaid(broken.uri("truth", TTL), "has found its data corrupt");
        }
    }

    /**
     * A leader continues to lead; a new candidate learns why it cannot enter, and so does a client that asks the leader
     * to resign.
     */
    @Test
    void theServiceHasNoSpaceLeft(@TempDir Path directory) {
        try (EtcdCluster full = new EtcdSetup()
                        .arguments("--quota-backend-bytes=" + (1 << 20))
                        .start(1, directory);
                Backend backend = Connecting.to(full.uri("truth", TTL));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "led", "a", TTL)) {
            leader.awaitToken();
            String value = "x".repeat(100_000);
            Wait.until("no space is left", () -> {
                try {
                    full.ctl("put", "filler", value);
                    return false;
                } catch (IllegalStateException refused) {
                    return full.ctl("alarm", "list").contains("NOSPACE");
                }
            });
            try (RenewedCampaign next = RenewedCampaign.stand(backend, "other", "b", TTL);
                    Elections elections = Elections.connect(full.uri("truth", TTL))) {
                assertThat(Wait.failureOf(next.campaign().won())).hasMessageContaining("has no space left");
                assertThat(Wait.failureOf(elections.askToResign("led"))).hasMessageContaining("has no space left");
                leader.awaitRenewals(2);
                leader.leave();
            }
        }
    }

    /** A connection that stalls after a win is reported as a service that does not answer. */
    @Test
    void aConnectionStallsAfterAWin() {
        FaultProxy proxy = new FaultProxy(cluster.clientPort(0));
        try (proxy;
                Backend backend = Connecting.to(uri(proxy.port()));
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "silence", "a", TTL)) {
            candidate.awaitToken();
            proxy.stall();
            Wait.holds(Wait.PATIENCE, "silence is told", () -> assertThat(candidate.failure())
                    .hasMessageContaining("does not answer"));
        }
    }

    @Test
    void classesOfTheClientLibraryAreMissingOrOfAnotherVersion() throws Exception {
        assertThat(ChildCandidate.refused("etcd://127.0.0.1:" + cluster.clientPort(0), classPathWithout("vertx-grpc")))
                .contains("does not fit the other libraries on the class path, it needs Vert.x 5")
                .contains("ERROR")
                .doesNotContain("does not answer");
    }

    private static String classPathWithout(String library) {
        Predicate<String> other = entry -> !new File(entry).getName().startsWith(library);
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(other)
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void noFileDescriptorsAreLeft() throws Exception {
        assertThat(ChildCandidate.withoutFileDescriptors("etcd://127.0.0.1:" + cluster.clientPort(0)))
                .contains("Too many open files")
                .doesNotContain("does not answer");
    }

    /** Reads a request and sends every client the same answer. */
    private static final class Speaker implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Speaker(String answer) throws IOException {
            Thread thread = new Thread(() -> speak(answer), "test-speaker");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void speak(String answer) {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    int read = client.getInputStream().read(new byte[64]);
                    if (read > 0) {
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException gone) {
                    // tries the next connection
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
