/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.TlsRotation;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.ServerTls;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests authorities and certificates that are replaced in steps, before they expire, while one candidate leads and
 * another waits.
 */
class CertificateRotationTest {
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final Duration LIFE = Duration.ofSeconds(12);

    @TempDir
    private Path directory;

    private Certificates certificates() {
        return new Certificates(directory);
    }

    @BeforeEach
    void makeAuthority() {
        certificates().authority("old-ca");
    }

    private ServerTls tls() {
        Path authority = directory.resolve("old-ca.pem");
        return ServerTls.of(authority, certificates().issueForThisMachine("old-ca", "server"), certificates());
    }

    private static Backend connect(FaultProxy line, String options) {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse(
                        "zookeeper://127.0.0.1:" + line.port() + "/rotation?ttl=" + TTL.toSeconds() + "s" + options));
    }

    private static void reconnect(FaultProxy line, RenewedCampaign leader) {
        line.cut();
        line.mend();
        leader.awaitRenewals(2);
    }

    @Test
    void theServerMovesToAnotherAuthority() throws Exception {
        Path trusted = directory.resolve("trusted.pem");
        String old = Files.readString(directory.resolve("old-ca.pem"));
        String next = Files.readString(certificates().authority("next-ca"));
        Files.writeString(trusted, old);
        try (ZooKeeperCluster cluster = new ZooKeeperSetup().quick().tls(tls()).start(1, directory.resolve("servers"));
                FaultProxy line = new FaultProxy(cluster.clientPort(0));
                Backend one = connect(line, "&tls-ca=" + trusted);
                Backend two = connect(line, "&tls-ca=" + trusted);
                RenewedCampaign leader = RenewedCampaign.stand(one, "authority", "a", BEAT)) {
            leader.awaitToken();
            try (RenewedCampaign waiting = RenewedCampaign.stand(two, "authority", "b", BEAT)) {
                waiting.awaitRenewals(1);
                Files.writeString(trusted, old + next);
                reconnect(line, leader);
                restartAs(cluster.member(0), certificates().issueForThisMachine("next-ca", "server-next"));
                leader.awaitRenewals(2);
                Files.writeString(trusted, next);
                reconnect(line, leader);
                waiting.awaitRenewals(1);
                assertThat(leader.isLost()).isFalse();
                leader.leave();
                waiting.awaitToken();
                waiting.leave();
            }
        }
    }

    private void restartAs(ServerProcess server, Path certificate) throws Exception {
        server.kill();
        Files.copy(
                certificates().identity(certificate),
                server.directory().resolve("identity.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        server.start();
        server.awaitReady();
    }

    /** An open connection outlasts the certificate; the next handshake fails until the files hold another one. */
    @Test
    void theCertificateOfALeaderExpires() throws Exception {
        try (ZooKeeperCluster cluster = new ZooKeeperSetup()
                        .quick()
                        .tls(tls().forIdentifiedClients())
                        .start(1, directory.resolve("servers"));
                FaultProxy line = new FaultProxy(cluster.clientPort(0))) {
            Instant end = Instant.now().plus(LIFE);
            Path own = certificates().issueUntil("old-ca", "own", "DNS:client", end);
            String options = "&tls-ca=" + directory.resolve("old-ca.pem") + "&tls-cert=" + own + "&tls-key="
                    + certificates().keyOf(own);
            try (Backend backend = connect(line, options);
                    RenewedCampaign leader = RenewedCampaign.stand(backend, "expires", "a", BEAT)) {
                leadsOnAfter(end, line, leader, own);
            }
        }
    }

    private void leadsOnAfter(Instant end, FaultProxy line, RenewedCampaign leader, Path own) throws Exception {
        leader.awaitToken();
        Wait.until("the certificate has expired", () -> Instant.now().isAfter(end));
        leader.awaitRenewals(2);
        line.cut();
        line.mend();
        Wait.until("it is told why", () -> String.valueOf(leader.failure())
                .contains("the server does not accept this client's certificate"));
        Path renewed = certificates().issue("old-ca", "renewed", "DNS:client");
        Files.copy(certificates().keyOf(renewed), certificates().keyOf(own), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed, own, StandardCopyOption.REPLACE_EXISTING);
        leader.awaitRenewals(2);
        assertThat(leader.isLost()).isFalse();
        leader.leave();
    }

    /** ZooKeeper sends a request to the address in the certificate, and caches the answer for half a minute. */
    @Test
    void theCertificateOfALeaderIsRevoked() throws Exception {
        Certificates issuer = certificates();
        HttpServer lists = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lists.createContext("/", exchange -> {
            byte[] list = Files.readAllBytes(directory.resolve("old-ca.crl"));
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        lists.start();
        issuer.revoke("old-ca");
        issuer.listRevokedAt(URI.create("http://127.0.0.1:" + lists.getAddress().getPort() + "/old-ca.crl"));
        try (ZooKeeperCluster cluster = new ZooKeeperSetup()
                .quick()
                .tls(tls().forIdentifiedClients())
                .settings("ssl.crl=true")
                .start(1, directory.resolve("servers"))) {
            Path own = Files.createDirectory(directory.resolve("client"));
            new TlsRotation(new ZooKeeperProvider(), "zookeeper", cluster.clientPort(0), issuer, "old-ca", own)
                    .showsAnotherOnceRevoked(
                            shown -> {
                                issuer.revoke("old-ca", shown);
                                restart(cluster.member(0));
                            },
                            "the server does not accept this client's certificate");
        } finally {
            lists.stop(0);
        }
    }

    private static void restart(ServerProcess server) {
        server.kill();
        server.start();
        server.awaitReady();
    }
}
