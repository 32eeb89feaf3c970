/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Connects to the services of one backend; found by {@link java.util.ServiceLoader}. Needs a public constructor without
 * parameters.
 */
public interface BackendProvider {

    /**
     * Finds the provider for a scheme, through the context class loader of the calling thread or the one that has
     * loaded this class.
     *
     * @throws ElectionException if there is none, or more than one
     */
    static BackendProvider forScheme(String scheme) {
        return Providers.find().of(scheme);
    }

    /**
     * Finds all providers, through the same two class loaders.
     *
     * @throws ElectionException if one of them cannot be loaded
     */
    static List<BackendProvider> all() {
        return Providers.find().all();
    }

    /** The URI scheme served, such as {@code etcd}. */
    String scheme();

    /**
     * The URI options supported in addition to {@code ttl}: each name with one line of description. Others are refused
     * before {@link #connect} is called.
     */
    Map<String, String> options();

    /** The time to live of a URI that names none, suitable for this service; 10 s unless overridden. */
    default Duration defaultTtl() {
        return BackendUri.DEFAULT_TTL;
    }

    /**
     * Prepares a connection; need not wait for the service to answer.
     *
     * @throws ElectionException if the URI asks for something that cannot be done
     */
    Backend connect(BackendUri uri);

    /**
     * Starts a real server of this service on a free loopback port, for trials and tests.
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
