/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.backend.credentials.TlsFiles;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.TlsRotation;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerTls;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests connections over TLS, also to servers that require a certificate of the client. */
class TlsTest {
    private static final Duration TTL = Duration.ofSeconds(4);

    @TempDir
    static @Nullable Path directory;

    private static @Nullable ConsulCluster servers;
    private static @Nullable ConsulCluster misnamed;

    @BeforeAll
    static void startServers(@TempDir Path home) {
        Certificates certificates = certificates();
        Path authority = certificates.authority("good-ca");
        certificates.authority("evil-ca");
        certificates.issue("good-ca", "client", "DNS:client");
        certificates.issue("evil-ca", "intruder", "DNS:client");
        certificates.expired("good-ca", "stale", "DNS:client");
        servers = start(home.resolve("right"), authority, certificates.issueForThisMachine("good-ca", "right"));
        misnamed = start(
                home.resolve("wrong"), authority, certificates.issue("good-ca", "wrong", "DNS:elsewhere.example"));
    }

    private static ConsulCluster start(Path home, Path authority, Path certificate) {
        ServerTls tls = ServerTls.of(authority, certificate, certificates()).forIdentifiedClients();
        return new ConsulSetup().tls(tls).start(1, home);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
        Objects.requireNonNull(misnamed).close();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }

    private static Certificates certificates() {
        return new Certificates(Objects.requireNonNull(directory));
    }

    private static String trusting(String authority) {
        return "&tls-ca=" + Objects.requireNonNull(directory).resolve(authority + ".pem");
    }

    private static String as(String client) {
        Path certificate = Objects.requireNonNull(directory).resolve(client + ".pem");
        return "&tls-cert=" + certificate + "&tls-key=" + certificates().keyOf(certificate);
    }

    private static Backend connect(ConsulCluster to, String options) {
        return new ConsulProvider().connect(BackendUri.parse(to.uri("tls", TTL) + options));
    }

    private static void assertCannotStand(Backend backend, String message) {
        try (backend;
                RenewedCampaign outsider = RenewedCampaign.stand(backend, "closed", "outsider", TTL)) {
            outsider.awaitFailure();
            Wait.until("is told why", () -> String.valueOf(outsider.failure()).contains(message));
            assertThat(outsider.failure()).isInstanceOf(ElectionException.class);
            assertThat(outsider.hasWon()).isFalse();
        }
    }

    @Test
    void aClientThatIsKnownStandsForElection() {
        try (Backend backend = connect(servers(), trusting("good-ca") + as("client"));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "open", "a", TTL)) {
            assertThat(leader.awaitToken()).isPositive();
            leader.awaitRenewals(2);
            leader.leave();
        }
    }

    @Test
    void aPlainClientCannotStand() {
        assertCannotStand(connect(servers(), ""), "the agent speaks TLS, and the URI has no tls-ca=");
    }

    @Test
    void aClientWithoutACertificateCannotStand() {
        assertCannotStand(connect(servers(), trusting("good-ca")), "(over TLS)");
    }

    @Test
    void aClientWithACertificateOfAnotherAuthorityCannotStand() {
        assertCannotStand(connect(servers(), trusting("good-ca") + as("intruder")), "(over TLS)");
    }

    @Test
    void aClientWhoseCertificateHasExpiredCannotStand() {
        assertCannotStand(connect(servers(), trusting("good-ca") + as("stale")), "(over TLS)");
    }

    @Test
    void aServerOfAnAuthorityThatIsNotTrustedIsNotUsed() {
        assertCannotStand(connect(servers(), trusting("evil-ca") + as("client")), "no TLS connection to Consul at");
    }

    @Test
    void aServerUnderAnotherNameIsNotUsed() {
        assertCannotStand(
                connect(Objects.requireNonNull(misnamed), trusting("good-ca") + as("client")),
                "no TLS connection to Consul at");
    }

    @Test
    void aCertificateThatIsRenewedInItsFileIsUsedByTheNextConnection() throws Exception {
        Certificates certificates = certificates();
        certificates.issue("good-ca", "renewed", "DNS:client");
        try (FaultProxy proxy = new FaultProxy(ForeignClient.portOf(servers(), 0));
                Backend backend = new ConsulProvider()
                        .connect(BackendUri.parse("consul://127.0.0.1:" + proxy.port() + "/tls?ttl=" + TTL.toMillis()
                                + "ms" + trusting("good-ca") + as("renewed")));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "renewed", "a", TTL)) {
            leader.awaitToken();
            Wait.during(
                    Duration.ofSeconds(TlsFiles.SESSION_SECONDS).plusMillis(200), "it leads", () -> !leader.isLost());
            certificates.issue("evil-ca", "renewed", "DNS:client");
            proxy.cut();
            proxy.mend();
            leader.awaitFailure();
            certificates.issue("good-ca", "renewed", "DNS:client");
            Wait.until("the election goes on", () -> leader.failure() == null || leader.isLost());
        }
    }

    private static TlsRotation rotation(Path own) {
        return new TlsRotation(
                new ConsulProvider(), "consul", ForeignClient.portOf(servers(), 0), certificates(), "good-ca", own);
    }

    @Test
    void theLastValidFilesAreUsedWhileTheyAreInvalid(@TempDir Path own) throws Exception {
        rotation(own).keepsWhatTheFilesHeldLast();
    }

    @Test
    void theAuthorityThatIsInItsFileNowIsTrusted(@TempDir Path own) throws Exception {
        rotation(own).trustsWhomTheFileNamesNow();
    }
}
