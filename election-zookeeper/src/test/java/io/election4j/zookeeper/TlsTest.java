/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.TlsRotation;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerTls;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    private static final Duration WATCHED = Duration.ofMillis(1_500);

    @TempDir
    static @Nullable Path directory;

    private static @Nullable ZooKeeperCluster right;
    private static @Nullable ZooKeeperCluster misnamed;
    private static @Nullable ZooKeeperCluster expired;

    @BeforeAll
    static void startServers() throws Exception {
        Certificates certificates = certificates();
        Path authority = certificates.authority("good-ca");
        certificates.authority("evil-ca");
        certificates.issue("good-ca", "client", "DNS:client");
        certificates.issue("evil-ca", "intruder", "DNS:client");
        certificates.expired("good-ca", "late", "DNS:client");
        right = start("right", certificates.issueForThisMachine("good-ca", "right"), authority);
        misnamed = start("wrong", certificates.issue("good-ca", "wrong", "DNS:somewhere-else.example"), authority);
        expired = start("old", certificates.expired("good-ca", "old", "DNS:localhost,IP:127.0.0.1"), authority);
    }

    @AfterAll
    static void stopServers() {
        Objects.requireNonNull(right).close();
        Objects.requireNonNull(misnamed).close();
        Objects.requireNonNull(expired).close();
    }

    private static Certificates certificates() {
        return new Certificates(file("."));
    }

    private static Path file(String name) {
        return Objects.requireNonNull(directory).resolve(name);
    }

    private static ZooKeeperCluster start(String name, Path certificate, Path authority) {
        ServerTls tls = ServerTls.of(authority, certificate, certificates()).forIdentifiedClients();
        return new ZooKeeperSetup().quick().tls(tls).start(1, file("server-" + name));
    }

    private static int port(@Nullable ZooKeeperCluster server) {
        return Objects.requireNonNull(server).clientPort(0);
    }

    private static Backend connect(int port, String options) {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse(
                        "zookeeper://127.0.0.1:" + port + "/secure?ttl=" + TTL.toMillis() + "ms" + options));
    }

    private static String trusting(String authority) {
        return "&tls-ca=" + file(authority + ".pem");
    }

    private static String as(String client) {
        return "&tls-cert=" + file(client + ".pem") + "&tls-key=" + file(client + ".key");
    }

    /**
     * Checks that a candidate reports the reason in one sentence, keeps trying, and does not overload the server
     * meanwhile.
     */
    private static void assertCannotStand(@Nullable ZooKeeperCluster server, String options, String reason)
            throws Exception {
        FaultProxy serverSocket = new FaultProxy(port(server));
        try (serverSocket;
                Backend backend = connect(serverSocket.port(), options);
                RenewedCampaign outsider = RenewedCampaign.stand(backend, "closed", "outsider", TTL)) {
            Wait.until("renewal fails because " + reason, () -> String.valueOf(outsider.failure())
                    .contains(reason));
            assertThat(outsider.failure())
                    .isInstanceOf(ElectionException.class)
                    .extracting("kind")
                    .isEqualTo(ElectionException.Kind.REFUSED);
            int before = serverSocket.attempts();
            Wait.during(WATCHED, "outside", () -> !outsider.campaign().won().isDone());
            assertThat(serverSocket.attempts() - before)
                    .as("attempts to connect within %s", WATCHED)
                    .isLessThan(6);
        }
    }

    @Test
    void aClientThatIsKnownStandsForElection() {
        try (Backend backend = connect(port(right), trusting("good-ca") + as("client"));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "open", "a", TTL)) {
            assertThat(leader.awaitToken()).isPositive();
            leader.awaitRenewals(1);
            leader.leave();
        }
    }

    @Test
    void aPlainClientCannotStand() throws Exception {
        assertCannotStand(right, "", "closes connections without TLS; if it wants TLS, give tls-ca=");
    }

    @Test
    void aClientWithoutACertificateCannotStand() throws Exception {
        assertCannotStand(right, trusting("good-ca"), "the server wants a certificate of this client, see tls-cert=");
    }

    @Test
    void aClientWithACertificateOfAnotherAuthorityCannotStand() throws Exception {
        assertCannotStand(
                right, trusting("good-ca") + as("intruder"), "the server does not accept this client's certificate");
    }

    @Test
    void aClientWhoseCertificateHasExpiredCannotStand() throws Exception {
        assertCannotStand(
                right, trusting("good-ca") + as("late"), "the server does not accept this client's certificate");
    }

    @Test
    void aServerOfAnAuthorityThatIsNotTrustedIsNotUsed() throws Exception {
        assertCannotStand(
                right,
                trusting("evil-ca") + as("client"),
                "the server's certificate is from no authority in the file of tls-ca=");
    }

    @Test
    void aServerWhoseCertificateHasExpiredIsNotUsed() throws Exception {
        assertCannotStand(
                expired,
                trusting("good-ca") + as("client"),
                "the time of the server's certificate is over or has not come");
    }

    @Test
    void aServerUnderAnotherNameIsNotUsed() throws Exception {
        assertCannotStand(misnamed, trusting("good-ca") + as("client"), "the server's certificate is for another host");
    }

    @Test
    void theCertificateThatLiesInTheFilesIsUsedByTheNextHandshake() throws Exception {
        Certificates certificates = certificates();
        certificates.issue("good-ca", "renewed", "DNS:client");
        FaultProxy network = new FaultProxy(port(right));
        try (network;
                Backend backend = connect(network.port(), trusting("good-ca") + as("renewed"));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "renewal", "a", TTL)) {
            leader.awaitToken();
            certificates.issue("evil-ca", "renewed-wrongly", "DNS:client");
            replaceBy("renewed-wrongly");
            leader.awaitRenewals(1);
            network.cut();
            network.mend();
            Wait.until("the new certificate is shown", () -> String.valueOf(leader.failure())
                    .contains("does not accept this client's certificate"));
            certificates.issue("good-ca", "renewed-rightly", "DNS:client");
            replaceBy("renewed-rightly");
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "renewal-again", "a", TTL)) {
                again.awaitToken();
            }
        }
    }

    private static void replaceBy(String other) throws Exception {
        for (String kind : new String[] {".key", ".pem"}) {
            Files.move(file(other + kind), file("renewed" + kind), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static TlsRotation rotation(Path own) {
        return new TlsRotation(new ZooKeeperProvider(), "zookeeper", port(right), certificates(), "good-ca", own);
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
