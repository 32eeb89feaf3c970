/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.BackendUri;
import io.election4j.spi.support.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS as the client library wants it. It reads its files at each handshake, but certificate and key from one file: they
 * are put into a private temporary one, which follows the originals and is deleted on close.
 */
final class ClientTls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClientTls.class);
    private static final String[] KEY_TYPES = {"RSA", "EC", "EdDSA"};

    private final TlsFiles files;
    private final SSLContext context;
    private final Optional<Path> identity;
    private String written = "";

    private ClientTls(TlsFiles files) {
        this.files = files;
        this.context = files.sslContext();
        this.identity = files.keyManager().map(manager -> temporary());
        refresh();
    }

    static Optional<ClientTls> of(BackendUri uri) {
        return TlsFiles.of(uri).map(ClientTls::new);
    }

    void configure(ZKClientConfig config) {
        try (ClientX509Util names = new ClientX509Util()) {
            config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
            config.setProperty(
                    ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
            config.setProperty(names.getSslHostnameVerificationEnabledProperty(), "true");
            config.setProperty(
                    names.getSslTruststoreLocationProperty(), files.authority().toString());
            config.setProperty(names.getSslTruststoreTypeProperty(), "PEM");
            identity.ifPresent(file -> {
                config.setProperty(names.getSslKeystoreLocationProperty(), file.toString());
                config.setProperty(names.getSslKeystoreTypeProperty(), "PEM");
            });
        }
    }

    /** For connections that are not the client library's. */
    SSLContext sslContext() {
        return context;
    }

    boolean hasIdentity() {
        return identity.isPresent();
    }

    /** Follows the files: what has been put in their place is used by the next handshake. One thread at a time. */
    void refresh() {
        if (identity.isPresent()) {
            String present = pem(files.keyManager().orElseThrow());
            if (!present.equals(written)) {
                write(identity.get(), present);
                written = present;
            }
        }
    }

    @Override
    public void close() {
        identity.ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stillThere) {
                file.toFile().deleteOnExit();
            }
        });
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("election4j-", ".pem"); // readable by this user only
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException full) {
            throw new ElectionException(
                    Kind.INVALID, "cannot write a temporary file for the certificate and the key", full);
        }
    }

    /** In one step, because a handshake may read it at any time. */
    private static void write(Path file, String content) {
        try {
            Path draft = Files.createTempFile("election4j-", ".pem");
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            log.warn("cannot write a temporary file for the certificate and the key", full);
        }
    }

    private static String pem(X509KeyManager manager) {
        String alias = Stream.of(KEY_TYPES)
                .map(type -> manager.getClientAliases(type, null))
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .findFirst()
                .orElseThrow(() -> new ElectionException(Kind.INVALID, "the key of tls-key= is of an unknown kind"));
        try {
            StringBuilder pem = new StringBuilder();
            for (X509Certificate certificate : manager.getCertificateChain(alias)) {
                pem.append(block("CERTIFICATE", certificate.getEncoded()));
            }
            return pem.append(block("PRIVATE KEY", manager.getPrivateKey(alias).getEncoded()))
                    .toString();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate that was just read cannot be written", impossible);
        }
    }

    private static String block(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
