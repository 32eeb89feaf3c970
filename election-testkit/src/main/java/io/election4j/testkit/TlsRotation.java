/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.FileMishap;
import io.election4j.testkit.server.FileMishap.Mending;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tests that every backend keeps its connection while its certificate files are renewed, missing or wrong: the leader
 * reconnects with their last valid content, and uses new content from the next connection on. The server must require
 * client certificates, and this client must reach it as 127.0.0.1.
 */
public final class TlsRotation {
    private static final Duration BEAT = Duration.ofSeconds(3);

    private final BackendProvider provider;
    private final String scheme;
    private final int port;
    private final Certificates certificates;
    private final String authority;
    private final Path ca;
    private final Path certificate;
    private final Path key;

    /**
     * Creates the client's files.
     *
     * @param port of the server on this machine
     * @param authority the name of the authority of servers and clients
     * @param directory an empty folder for the client's files
     */
    public TlsRotation(
            BackendProvider provider,
            String scheme,
            int port,
            Certificates certificates,
            String authority,
            Path directory) {
        this.provider = provider;
        this.scheme = scheme;
        this.port = port;
        this.certificates = certificates;
        this.authority = authority;
        this.ca = directory.resolve("ca.pem");
        this.certificate = directory.resolve("own.pem");
        this.key = directory.resolve("own.key");
        use(certificates.issueForThisMachine(authority, "rotating"));
        copy(certificates.file(authority + ".pem"), ca);
    }

    private void use(Path identity) {
        copy(
                certificates.keyOf(identity),
                key); // first, as simple tools do: for a moment key and certificate do not match
        copy(identity, certificate);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Backend connect(FaultProxy line) {
        return provider.connect(BackendUri.parse(scheme + "://127.0.0.1:" + line.port() + "/rotation?ttl=20s&tls-ca="
                + ca + "&tls-cert=" + certificate + "&tls-key=" + key));
    }

    /** The first connection of a process is slow on a loaded machine. */
    private static long tokenOf(RenewedCampaign leader) {
        Wait.until(Wait.PATIENCE.multipliedBy(3), "leads", leader::hasWon);
        return leader.awaitToken();
    }

    private static void reconnect(FaultProxy line, RenewedCampaign leader) {
        line.cut();
        line.mend();
        leader.awaitRenewals(2);
    }

    /**
     * Applies each mishap to all three files, then a key that precedes its certificate, then an expired certificate.
     */
    public void keepsWhatTheFilesHeldLast() throws IOException {
        try (FaultProxy line = new FaultProxy(port);
                Backend backend = connect(line);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "kept", "a", BEAT)) {
            long token = tokenOf(leader);
            for (FileMishap mishap : FileMishap.values()) {
                List<Mending> mendings = List.of(ca, certificate, key).stream()
                        .map(mishap::applyTo)
                        .toList();
                reconnect(line, leader);
                mendings.forEach(Mending::close);
            }
            copy(certificates.keyOf(certificates.issueForThisMachine(authority, "next")), key);
            reconnect(line, leader);
            use(certificates.expired(authority, "expired", "IP:127.0.0.1"));
            reconnect(line, leader);
            assertThat(leader.isLost()).isFalse();
            assertThat(leader.awaitToken()).isEqualTo(token);
            leader.leave();
        }
    }

    /** Uses another authority from the next connection on, and reports that the server's certificate does not match. */
    public void trustsWhomTheFileNamesNow() throws IOException {
        try (FaultProxy line = new FaultProxy(port);
                Backend backend = connect(line);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "trusted", "a", BEAT)) {
            long unused = tokenOf(leader);
            leader.awaitRenewals(2);
            copy(certificates.authority("another-authority"), ca);
            line.cut();
            line.mend();
            Wait.until("is told why", () -> String.valueOf(leader.failure())
                    .contains("the server's certificate is from no authority in the file of tls-ca="));
            copy(certificates.file(authority + ".pem"), ca);
            SecretRotation.leadsAgain(backend, "trusted-again");
        }
    }

    /**
     * Replaces a revoked certificate: the next connection uses another one from the file, within the same term.
     *
     * @param revoke makes the server refuse this certificate from its next connection on
     * @param said the leader's error message until then
     */
    public void showsAnotherOnceRevoked(Consumer<Path> revoke, String said) {
        try (FaultProxy line = new FaultProxy(port);
                Backend backend = connect(line);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "revoked", "a", BEAT)) {
            long token = tokenOf(leader);
            revoke.accept(certificate);
            line.cut();
            line.mend();
            Wait.holds(Wait.PATIENCE, "is told why", () -> assertThat(leader.failure())
                    .hasMessageContaining(said));
            use(certificates.issueForThisMachine(authority, "instead"));
            leader.awaitRenewals(2);
            assertThat(leader.isLost()).isFalse();
            assertThat(leader.awaitToken()).isEqualTo(token);
            leader.leave();
        }
    }
}
