/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.BackendUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files that a connection over TLS uses. The client library wants certificate and key in one file, so they are
 * put into a private temporary one, which is deleted on close.
 */
final class TlsFiles implements AutoCloseable {
    private final Path authority;
    private final @Nullable Path identity;

    private TlsFiles(Path authority, @Nullable Path identity) {
        this.authority = authority;
        this.identity = identity;
    }

    static Optional<TlsFiles> of(BackendUri uri) {
        Optional<String> authority = uri.option("tls-ca");
        Optional<String> certificate = uri.option("tls-cert");
        Optional<String> key = uri.option("tls-key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new ElectionException(Kind.INVALID, "the options tls-cert and tls-key go together");
        }
        if (certificate.isPresent() && authority.isEmpty()) {
            throw new ElectionException(Kind.INVALID, "the option tls-cert needs tls-ca beside it");
        }
        return authority.map(file -> {
            readPem(file);
            Path trusted = Path.of(file);
            return new TlsFiles(
                    trusted, certificate.map(c -> joined(c, key.orElseThrow())).orElse(null));
        });
    }

    void configure(ZKClientConfig config) {
        try (ClientX509Util names = new ClientX509Util()) {
            config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
            config.setProperty(
                    ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
            config.setProperty(names.getSslHostnameVerificationEnabledProperty(), "true");
            config.setProperty(names.getSslTruststoreLocationProperty(), authority.toString());
            config.setProperty(names.getSslTruststoreTypeProperty(), "PEM");
            if (identity != null) {
                config.setProperty(names.getSslKeystoreLocationProperty(), identity.toString());
                config.setProperty(names.getSslKeystoreTypeProperty(), "PEM");
            }
        }
    }

    @Override
    public void close() {
        if (identity != null) {
            try {
                Files.deleteIfExists(identity);
            } catch (IOException stillThere) {
                identity.toFile().deleteOnExit();
            }
        }
    }

    private static Path joined(String certificate, String key) {
        String both = readPem(certificate) + System.lineSeparator() + readPem(key);
        try {
            Path file = Files.createTempFile("election4j-", ".pem"); // readable by this user only
            file.toFile().deleteOnExit();
            return Files.writeString(file, both);
        } catch (IOException full) {
            throw new ElectionException(
                    Kind.INVALID, "cannot write a temporary file for the certificate and the key", full);
        }
    }

    private static String readPem(String file) {
        try {
            String text = Files.readString(Path.of(file));
            if (!text.contains("-----BEGIN ")) {
                throw new ElectionException(Kind.INVALID, "the file " + file + " is not a PEM file");
            }
            return text;
        } catch (IOException | InvalidPathException unreadable) {
            throw new ElectionException(Kind.INVALID, "the file " + file + " cannot be read", unreadable);
        }
    }
}
