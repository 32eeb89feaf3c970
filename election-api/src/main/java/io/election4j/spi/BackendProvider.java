/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import java.nio.file.Path;
import java.util.Map;

/** Entry point of a backend, found by {@link java.util.ServiceLoader}. Needs a public constructor without parameters. */
public interface BackendProvider {

    /** The URI scheme served, such as {@code etcd}. */
    String scheme();

    /**
     * The URI options understood beside {@code ttl}: each name with one line of description. Others are refused before
     * {@link #connect} is called.
     */
    Map<String, String> options();

    /**
     * Prepares a connection; need not wait for the service to answer.
     *
     * @throws ElectionException if the URI asks for something that cannot be done
     */
    Backend connect(BackendUri uri);

    /**
     * Starts a real server of this service on a free loopback port, for trying out and for tests.
     *
     * @param directory an existing, empty directory for all its files
     * @throws ElectionException if this backend cannot, or the server does not start
     */
    default LocalServer startLocalServer(Path directory) {
        throw new ElectionException(
                ElectionException.Kind.INVALID,
                "the backend '" + scheme() + "' cannot start a server of its own; start one and give its URI");
    }
}
