/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.BackendUri;
import io.election4j.spi.support.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;

/**
 * The PEM files that a connection over TLS uses. The client library wants certificate and key in one file, so they are
 * put into a private temporary one, which is deleted on close.
 */
final class ClientTls implements AutoCloseable {
    private final TlsFiles files;
    private final Optional<Path> identity;

    private ClientTls(TlsFiles files) {
        this.files = files;
        this.identity = files.certificate()
                .map(certificate -> joined(certificate, files.key().orElseThrow()));
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

    private static Path joined(Path certificate, Path key) {
        try {
            Path file = Files.createTempFile("election4j-", ".pem"); // readable by this user only
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file, Files.readString(certificate) + System.lineSeparator() + Files.readString(key));
        } catch (IOException full) {
            throw new ElectionException(
                    Kind.INVALID, "cannot write a temporary file for the certificate and the key", full);
        }
    }
}
