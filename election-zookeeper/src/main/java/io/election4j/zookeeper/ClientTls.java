/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.backend.ServiceProblems;
import io.election4j.backend.credentials.TlsFiles;
import io.election4j.spi.BackendUri;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures TLS for the client library. The library reads certificates and keys from files only, at each handshake,
 * when those of the user may be missing or half written. So it gets their last valid content as a key store in a file
 * without a name, encrypted with a password that only this process has.
 */
final class ClientTls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClientTls.class);
    private static final String STORE_TYPE = "PKCS12";
    private static final int PASSWORD_BYTES = 32;

    private final TlsFiles files;
    private final SSLContext context;
    private final String password = newPassword();
    private NamelessFile store;
    private Object stored;
    private @Nullable ZKClientConfig config;
    private boolean failed;

    private ClientTls(TlsFiles files) {
        this.files = files;
        this.context = files.sslContext();
        try {
            this.stored = files.version();
            this.store = write();
        } catch (IOException full) {
            throw ServiceProblems.noTemporaryFile(full.toString());
        }
    }

    static Optional<ClientTls> of(BackendUri uri) {
        return TlsFiles.of(uri).map(ClientTls::new);
    }

    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Configures a client, which follows the files from now on; the one configured before no longer does. */
    synchronized void configure(ZKClientConfig fresh) {
        refresh();
        try (ClientX509Util names = new ClientX509Util()) {
            fresh.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
            fresh.setProperty(
                    ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNetty");
            fresh.setProperty(names.getSslHostnameVerificationEnabledProperty(), "true");
            fresh.setProperty(names.getSslTruststoreTypeProperty(), STORE_TYPE);
            fresh.setProperty(names.getSslTruststorePasswdProperty(), password);
            if (files.hasIdentity()) {
                fresh.setProperty(names.getSslKeystoreTypeProperty(), STORE_TYPE);
                fresh.setProperty(names.getSslKeystorePasswdProperty(), password);
            }
        }
        config = fresh;
        point(fresh);
    }

    private void point(ZKClientConfig to) {
        try (ClientX509Util names = new ClientX509Util()) {
            to.setProperty(
                    names.getSslTruststoreLocationProperty(), store.path().toString());
            if (files.hasIdentity()) {
                to.setProperty(
                        names.getSslKeystoreLocationProperty(), store.path().toString());
            }
        }
    }

    /** The context for connections without the client library. */
    SSLContext sslContext() {
        return context;
    }

    boolean hasIdentity() {
        return files.hasIdentity();
    }

    /** Makes the next handshake use the present files. Reads and writes files. */
    synchronized void refresh() {
        Object present = files.version();
        if (present.equals(stored)) {
            return;
        }
        NamelessFile before = store;
        try {
            store = write();
            stored = present;
            failed = false;
            if (config != null) {
                point(config);
            }
            before.close();
        } catch (IOException full) {
            if (!failed) {
                log.warn(
                        "{}; going on with the certificates of before",
                        ServiceProblems.noTemporaryFile(full.toString()).getMessage());
            }
            failed = true;
        }
    }

    private NamelessFile write() throws IOException {
        return NamelessFile.of(files.keyStore(password.toCharArray()));
    }

    @Override
    public synchronized void close() {
        try {
            store.close();
        } catch (IOException stillThere) {
            log.debug("a temporary file was not closed", stillThere);
        }
    }
}
