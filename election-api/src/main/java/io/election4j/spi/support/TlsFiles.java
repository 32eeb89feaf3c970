/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.BackendUri;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * The PEM files that a connection over TLS uses. The managers made from them look at the files at each handshake, so
 * that a renewed certificate is used by the next connection. Thread-safe.
 *
 * <p>Whoever uses them switches on the check of the server's name, which is not theirs.
 */
public final class TlsFiles {
    /**
     * A connection that takes up an earlier TLS session shows no certificate, so that a renewed one would not be used and a
     * withdrawn one not be missed. It cannot be switched off; this is the shortest.
     */
    public static final int SESSION_SECONDS = 1;

    private final Path authority;
    private final Optional<Identity> identity;
    private final X509ExtendedTrustManager trustManager;
    private final Optional<X509ExtendedKeyManager> keyManager;

    /** The client's own certificate and its key. */
    private record Identity(Path certificate, Path key) {}

    private TlsFiles(Path authority, Optional<Identity> identity) {
        this.authority = authority;
        this.identity = identity;
        this.trustManager =
                new FreshTrustManager(new FileContent<>(List.of(authority), () -> Pem.trustManager(authority)));
        this.keyManager = identity.map(own -> new FreshKeyManager(
                new FileContent<>(List.of(own.certificate, own.key), () -> Pem.keyManager(own.certificate, own.key))));
    }

    /**
     * From the options {@code tls-ca}, {@code tls-cert} and {@code tls-key}, if the URI has them.
     *
     * @throws ElectionException if one is missing that another needs, or a file is not what it should be
     */
    public static Optional<TlsFiles> of(BackendUri uri) {
        Optional<Path> authority = path(uri, "tls-ca");
        Optional<Path> certificate = path(uri, "tls-cert");
        Optional<Path> key = path(uri, "tls-key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new ElectionException(Kind.INVALID, "the options tls-cert and tls-key go together");
        }
        if (certificate.isPresent() && authority.isEmpty()) {
            throw new ElectionException(Kind.INVALID, "the option tls-cert needs tls-ca beside it");
        }
        return authority.map(
                trusted -> new TlsFiles(trusted, certificate.map(own -> new Identity(own, key.orElseThrow()))));
    }

    /** The file of the certificates to trust. */
    public Path authority() {
        return authority;
    }

    /** The file of the client's own certificate. */
    public Optional<Path> certificate() {
        return identity.map(Identity::certificate);
    }

    /** The file of the client's own key. */
    public Optional<Path> key() {
        return identity.map(Identity::key);
    }

    /** Trusts the authorities of the file as it is now. */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    /** Shows the client's own certificate as the file holds it now. */
    public Optional<X509KeyManager> keyManager() {
        return keyManager.map(manager -> manager);
    }

    /** For clients that take nothing smaller. */
    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keyManager
                            .map(manager -> new X509ExtendedKeyManager[] {manager})
                            .orElse(null),
                    new X509ExtendedTrustManager[] {trustManager},
                    null);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no TLS", impossible);
        }
    }

    private static Optional<Path> path(BackendUri uri, String option) {
        return uri.option(option).map(text -> FileContent.path(option, text));
    }
}
