/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.TlsRotation;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerTls;
import io.election4j.testkit.server.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests encrypted connections to a server that requires a certificate of the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final Duration TTL = Duration.ofSeconds(3);

    private Certificates certificates;
    private Path authority;
    private Path foreignAuthority;
    private Path client;
    private EtcdCluster cluster;

    @BeforeAll
    void startServer(@TempDir Path directory) {
        certificates = new Certificates(directory);
        authority = certificates.authority("ca");
        foreignAuthority = certificates.authority("evil");
        client = certificates.issueForThisMachine("ca", "client");
        ServerTls tls = ServerTls.of(authority, certificates.issueForThisMachine("ca", "server"), certificates);
        cluster = new EtcdSetup().tls(tls.forIdentifiedClients()).start(1, directory.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    private String uri(Path trusted, Path certificate) {
        return uri() + "&tls-ca=" + trusted + "&tls-cert=" + certificate + "&tls-key="
                + certificates.keyOf(certificate);
    }

    private String uri() {
        return cluster.uri("tls", TTL);
    }

    @Test
    void aClientWithACertificateTakesPart() {
        Connecting.works(uri(authority, client), TTL);
    }

    @Test
    void anotherAuthorityIsNotTrusted() {
        assertRefused(uri(foreignAuthority, client));
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNotAccepted() {
        assertRefused(uri(authority, certificates.issueForThisMachine("evil", "stranger")));
    }

    @Test
    void aClientWithoutACertificateIsNotAccepted() {
        assertRefused(uri() + "&tls-ca=" + authority);
    }

    @Test
    void anExpiredCertificateIsNotAccepted() {
        assertRefused(uri(authority, certificates.expired("ca", "late", "IP:127.0.0.1")));
    }

    @Test
    void aPlainClientCannotStand() {
        try (Backend backend = Connecting.to(uri());
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "e", "a", TTL)) {
            Wait.holds(Wait.PATIENCE, "the candidate says why", () -> assertThat(candidate.failure())
                    .hasMessageContaining("closes the connection before it answers"));
        }
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted(@TempDir Path directory) {
        ServerTls elsewhere =
                ServerTls.of(authority, certificates.issue("ca", "elsewhere", "DNS:other.example"), certificates);
        try (EtcdCluster other = new EtcdSetup().tls(elsewhere).start(1, directory)) {
            assertRefused(other.uri("tls", TTL) + "&tls-ca=" + authority);
        }
    }

    @Test
    void aCertificateThatIsRenewedMidTermIsUsedByTheNextConnection(@TempDir Path directory) throws Exception {
        Path own = Files.copy(client, directory.resolve("own.pem"));
        Path key = Files.copy(certificates.keyOf(client), directory.resolve("own.key"));
        String host = cluster.hosts();
        FaultProxy proxy = new FaultProxy(Integer.parseInt(host.substring(host.indexOf(':') + 1)));
        String uri = "etcd://127.0.0.1:" + proxy.port() + "/tls?ttl=10s&tls-ca=" + authority + "&tls-cert=" + own
                + "&tls-key=" + key;
        try (Backend backend = Connecting.to(uri);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "renewed", "a", Duration.ofSeconds(10))) {
            long token = leader.awaitToken();
            Path fresh = certificates.issueForThisMachine("ca", "fresh");
            Files.copy(fresh, own, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(certificates.keyOf(fresh), key, StandardCopyOption.REPLACE_EXISTING);
            proxy.cut();
            proxy.mend();
            leader.awaitRenewals(2);
            assertThat(leader.isLost()).isFalse();
            assertThat(leader.awaitToken()).isEqualTo(token);
            leader.leave();
        } finally {
            proxy.close();
        }
    }

    private static void assertRefused(String uri) {
        try (Backend backend = Connecting.to(uri);
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "e", "a", TTL)) {
            Throwable reason = Wait.failureOf(candidate.campaign().won());
            assertThat(reason)
                    .isInstanceOf(ElectionException.class)
                    .hasMessageContaining("no TLS connection to etcd at");
            assertThat(((ElectionException) reason).kind()).isEqualTo(Kind.REFUSED);
        }
    }

    private TlsRotation rotation(Path own) {
        return rotation(cluster, own);
    }

    private TlsRotation rotation(EtcdCluster servers, Path own) {
        int port = Integer.parseInt(servers.hosts().substring(servers.hosts().lastIndexOf(':') + 1));
        return new TlsRotation(new EtcdProvider(), "etcd", port, certificates, "ca", own);
    }

    @Test
    void theLastValidFilesAreUsedWhileTheyAreInvalid(@TempDir Path own) throws Exception {
        rotation(own).keepsWhatTheFilesHeldLast();
    }

    @Test
    void theAuthorityThatIsInItsFileNowIsTrusted(@TempDir Path own) throws Exception {
        rotation(own).trustsWhomTheFileNamesNow();
    }

    @Test
    void anotherCertificateIsShownOnceOneIsRevoked(@TempDir Path directory, @TempDir Path own) {
        Path list = certificates.revoke("ca");
        ServerTls tls = ServerTls.of(authority, certificates.issueForThisMachine("ca", "server"), certificates);
        EtcdSetup setup = new EtcdSetup().tls(tls.forIdentifiedClients()).arguments("--client-crl-file=" + list);
        try (EtcdCluster strict = setup.start(1, directory)) {
            rotation(strict, own)
                    .showsAnotherOnceRevoked(
                            shown -> certificates.revoke("ca", shown), "closes the connection before it answers");
        }
    }
}
