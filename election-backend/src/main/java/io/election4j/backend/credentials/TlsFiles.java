/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import io.election4j.backend.BackendThreads;
import io.election4j.spi.BackendUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Reads the PEM files of a TLS connection. Its managers check the files at each handshake, so that the next connection
 * uses a renewed certificate; while a file is missing or wrong, its last valid content is used. Thread-safe.
 *
 * <p>The managers do not check the server's name; the caller must switch that check on.
 */
public final class TlsFiles {
    /**
     * The TLS session timeout in seconds. A connection that resumes an earlier TLS session presents no certificate, so
     * that a renewed one would not be used and the absence of a withdrawn one not be noticed. Resumption cannot be
     * switched off; this is the shortest timeout.
     */
    public static final int SESSION_SECONDS = 1;

    private static final int LIMIT = 4 << 20;

    private final ReloadingFile<Authorities> authorities;
    private final Optional<IdentityFiles> identity;
    private final X509ExtendedTrustManager trustManager;
    private final Optional<X509ExtendedKeyManager> keyManager;

    private TlsFiles(CredentialFile authority, Optional<IdentityFiles> identity) {
        this.authorities = new ReloadingFile<>(
                List.of(authority), (contents, present) -> Authorities.of(authority, contents.get(0)));
        this.identity = identity;
        this.trustManager = new ReloadingTrustManager(() -> authorities.value().manager());
        this.keyManager =
                identity.map(own -> new ReloadingKeyManager(() -> own.value().manager()));
    }

    /**
     * Reads the options {@code tls-ca}, {@code tls-cert} and {@code tls-key}, if the URI has them.
     *
     * @throws ElectionException if an option is missing that another needs, or a file is not valid
     */
    public static Optional<TlsFiles> of(BackendUri uri) {
        return of(uri, InstantSource.system());
    }

    static Optional<TlsFiles> of(BackendUri uri, InstantSource wall) {
        Optional<CredentialFile> authority = file(uri, "tls-ca");
        Optional<CredentialFile> certificate = file(uri, "tls-cert");
        Optional<CredentialFile> key = file(uri, "tls-key");
        if (certificate.isPresent() != key.isPresent()) {
            throw CredentialProblems.together("tls-cert", "tls-key");
        }
        if (certificate.isPresent() && authority.isEmpty()) {
            throw CredentialProblems.needs("tls-cert", "tls-ca");
        }
        return authority.map(trusted ->
                new TlsFiles(trusted, certificate.map(own -> new IdentityFiles(own, key.orElseThrow(), wall))));
    }

    /** Whether the client has a certificate of its own. */
    public boolean hasIdentity() {
        return identity.isPresent();
    }

    /** Checks the files every second from now on, so that problems are logged early. */
    public void follow(BackendThreads threads) {
        FileMonitor.follow(threads, authorities::value);
        identity.ifPresent(own -> FileMonitor.follow(threads, own::value));
    }

    /** Returns the manager that trusts the authorities in the file at the time of each handshake. */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    /** Returns the manager that presents the client's own certificate in the file at the time of each handshake. */
    public Optional<X509KeyManager> keyManager() {
        return keyManager.map(manager -> manager);
    }

    /** Returns a context, for clients that do not accept managers. */
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

    /** Returns a value that is equal as long as the same certificates and key are in use. */
    public Object version() {
        return List.of(authorities.value(), identity.map(IdentityFiles::value));
    }

    /** Returns the present certificates and key as an encrypted PKCS 12 key store, for clients that read one. */
    public byte[] keyStore(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            authorities.value().addTo(store);
            if (identity.isPresent()) {
                identity.get().value().addTo(store, password);
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, password);
            return content.toByteArray();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("certificates that were just read cannot be stored", impossible);
        }
    }

    private static Optional<CredentialFile> file(BackendUri uri, String option) {
        return uri.option(option).map(text -> CredentialFile.of(option, text, "file of " + option + "=", LIMIT));
    }
}
