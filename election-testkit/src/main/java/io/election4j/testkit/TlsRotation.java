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
 * What every backend does while its files of certificates are renewed, missing or wrong: the leader connects again with
 * what they held last, and uses what they hold from the next connection on. For a server that wants certificates from its
 * clients, known to this client by 127.0.0.1.
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
     * The files of the client are made here.
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
        copy(certificates.keyOf(identity), key); // first, as by tools that know no better: for a moment they do not fit
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

    /** The first connection of a process takes its time on a loaded machine. */
    private static long tokenOf(RenewedCampaign leader) {
        Wait.until(Wait.PATIENCE.multipliedBy(3), "leads", leader::hasWon);
        return leader.awaitToken();
    }

    private static void reconnect(FaultProxy line, RenewedCampaign leader) {
        line.cut();
        line.mend();
        leader.awaitRenewals(2);
    }

    /** Each mishap to all three files, a key that comes before its certificate, and a certificate that has expired. */
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

    /** Another authority is trusted from the next connection on, and that it does not fit is said. */
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
     * A certificate that has been revoked is not shown for ever: another one in the file is used by the next connection,
     * within the same term.
     *
     * @param revoke makes the server refuse this certificate from its next connection on
     * @param said what the leader is told until then
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
