/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Provides the backend for {@code zookeeper://host:port,host:port/namespace} and, with a server inside this process,
 * {@code zookeeper:embedded}.
 *
 * <p>The time to live becomes the timeout of the session, which the servers may raise or reduce; a term is valid for
 * half of it after each proof. All elections of a connection share one session, one connection and one request per
 * renewal.
 *
 * <p>A client that loses its connection pauses for one to two seconds before it tries the same server again, and less
 * if there are others. With one host in the URI, a time to live under 5 seconds therefore loses the seat whenever the
 * connection breaks, however briefly: use 5 seconds or more, or several hosts.
 *
 * <p>With {@code username} and {@code password-file}, created nodes are open to that user only. The scheme
 * {@code digest} sends the password in plain text: use it together with {@code tls-ca}. The next handshake uses
 * certificates that are replaced under their file names.
 */
public final class ZooKeeperProvider implements BackendProvider {
    private static final String EMBEDDED = "embedded";
    private static final Set<String> FOR_SERVERS_ONLY =
            Set.of("username", "password-file", "tls-ca", "tls-cert", "tls-key");

    /** For {@link java.util.ServiceLoader}. */
    public ZooKeeperProvider() {}

    @Override
    public String scheme() {
        return "zookeeper";
    }

    @Override
    public Map<String, String> options() {
        return ZooKeeperSettings.OPTIONS;
    }

    @Override
    public Backend connect(BackendUri uri) {
        try {
            return uri.isInProcess()
                    ? connectEmbedded(uri)
                    : ZooKeeperBackend.open(ZooKeeperSettings.ofServers(uri), System::nanoTime, () -> {});
        } catch (LinkageError unfit) {
            ElectionException failure = ZooKeeperProblems.libraryFails(unfit.toString());
            failure.initCause(unfit);
            throw failure;
        }
    }

    @Override
    public LocalServer startLocalServer(Path directory) {
        return EmbeddedServer.in(directory.toString());
    }

    private static Backend connectEmbedded(BackendUri uri) {
        if (!uri.place().equals(EMBEDDED)) {
            throw new ElectionException(
                    Kind.INVALID,
                    "zookeeper:" + uri.place() + " is unknown; use zookeeper:embedded or zookeeper://host:port");
        }
        for (String option : FOR_SERVERS_ONLY) {
            if (uri.option(option).isPresent()) {
                throw new ElectionException(
                        Kind.INVALID, "the option " + option + " has no effect on zookeeper:embedded");
            }
        }
        EmbeddedServer server = uri.option("dir").map(EmbeddedServer::in).orElseGet(EmbeddedServer::temporary);
        return ZooKeeperBackend.open(
                ZooKeeperSettings.ofEmbedded(uri, server.address()), System::nanoTime, server::close);
    }
}
