/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.Renewed;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.Wait;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections over TLS, to a server that wants a certificate from its clients, too. */
class TlsTest {
    private static final Duration TTL = Duration.ofSeconds(4);

    @TempDir
    static @Nullable Path directory;

    private static @Nullable ServerProcess server;
    private static @Nullable ServerProcess misnamed;

    @BeforeAll
    static void startServers() throws Exception {
        Certificates certificates = certificates();
        Path authority = certificates.authority("good-ca");
        certificates.authority("evil-ca");
        certificates.issue("good-ca", "client", "DNS:client");
        certificates.issue("evil-ca", "intruder", "DNS:client");
        server = start("right", certificates.issue("good-ca", "right", "DNS:localhost,IP:127.0.0.1"), authority);
        misnamed = start("wrong", certificates.issue("good-ca", "wrong", "DNS:somewhere-else.example"), authority);
    }

    @AfterAll
    static void stopServers() {
        Objects.requireNonNull(server).close();
        Objects.requireNonNull(misnamed).close();
    }

    private static Certificates certificates() {
        return new Certificates(Objects.requireNonNull(directory));
    }

    private static ServerProcess start(String name, Path certificate, Path authority) throws Exception {
        int plain = ServerProcess.freePort();
        int secure = ServerProcess.freePort();
        ServerProcess started = new ServerProcess(
                Objects.requireNonNull(directory).resolve("server-" + name),
                secure,
                List.of(
                        "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                        "clientPortAddress=127.0.0.1",
                        "clientPort=" + plain,
                        "secureClientPortAddress=127.0.0.1",
                        "secureClientPort=" + secure,
                        "ssl.keyStore.location=" + certificates().identity(certificate),
                        "ssl.keyStore.type=PEM",
                        "ssl.trustStore.location=" + authority,
                        "ssl.trustStore.type=PEM",
                        "ssl.clientAuth=need"));
        started.start();
        Wait.until("the server listens", () -> {
            new Socket(InetAddress.getLoopbackAddress(), secure).close();
            return true;
        });
        return started;
    }

    private static Backend connect(@Nullable ServerProcess to, String options) {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse("zookeeper://127.0.0.1:"
                        + Objects.requireNonNull(to).port() + "/secure?ttl=" + TTL.toMillis() + "ms" + options));
    }

    private static String trusting(String authority) {
        return "&tls-ca=" + Objects.requireNonNull(directory).resolve(authority + ".pem");
    }

    private static String as(String client) {
        Path certificate = Objects.requireNonNull(directory).resolve(client + ".pem");
        return "&tls-cert=" + certificate + "&tls-key=" + certificates().keyOf(certificate);
    }

    /** Gives it more than twice the time in which somebody who may come in gets in. */
    private static void assertStaysOutside(Backend backend, String message) throws Exception {
        try (backend;
                Renewed outsider = Renewed.stand(backend, "closed", "outsider", TTL)) {
            long start = System.nanoTime();
            enterAndLeave();
            Duration enough = Duration.ofNanos(System.nanoTime() - start).plusSeconds(1);
            Wait.during(enough, "outside", () -> !outsider.campaign().won().isDone());
            outsider.awaitFailure();
            assertThat(outsider.failure()).isInstanceOf(ElectionException.class).hasMessageContaining(message);
        }
    }

    private static void enterAndLeave() {
        try (Backend backend = connect(server, trusting("good-ca") + as("client"));
                Renewed leader = Renewed.stand(backend, "open", "a", TTL)) {
            assertThat(leader.awaitToken()).isPositive();
            leader.awaitRenewals(2);
            leader.leave();
        }
    }

    @Test
    void aClientThatIsKnownStandsForElection() {
        enterAndLeave();
    }

    @Test
    void aPlainClientStaysOutside() throws Exception {
        assertStaysOutside(connect(server, ""), "does not answer");
    }

    @Test
    void aClientWithoutACertificateStaysOutside() throws Exception {
        assertStaysOutside(connect(server, trusting("good-ca")), "(over TLS) does not answer");
    }

    @Test
    void aClientWithACertificateOfAnotherAuthorityStaysOutside() throws Exception {
        assertStaysOutside(connect(server, trusting("good-ca") + as("intruder")), "(over TLS) does not answer");
    }

    @Test
    void aServerOfAnAuthorityThatIsNotTrustedIsNotUsed() throws Exception {
        assertStaysOutside(connect(server, trusting("evil-ca") + as("client")), "(over TLS) does not answer");
    }

    @Test
    void aServerUnderAnotherNameIsNotUsed() throws Exception {
        assertStaysOutside(connect(misnamed, trusting("good-ca") + as("client")), "(over TLS) does not answer");
    }
}
