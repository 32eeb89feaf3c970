/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Entry point of a backend, found by {@link java.util.ServiceLoader}. Needs a public constructor without parameters. */
public interface BackendProvider {

    /**
     * The provider on the class path that serves a scheme.
     *
     * @throws ElectionException if there is none, or more than one
     */
    static BackendProvider forScheme(String scheme) {
        List<BackendProvider> all = all();
        List<BackendProvider> found =
                all.stream().filter(each -> each.scheme().equals(scheme)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> schemes =
                all.stream().map(BackendProvider::scheme).sorted().distinct().toList();
        throw new ElectionException(
                ElectionException.Kind.INVALID,
                found.isEmpty()
                        ? "no backend for '" + scheme + "' is on the class path; there is "
                                + (schemes.isEmpty() ? "none at all" : String.join(", ", schemes))
                        : "several backends for '" + scheme + "' are on the class path; keep one of "
                                + found.stream()
                                        .map(each -> each.getClass().getName())
                                        .sorted()
                                        .toList());
    }

    /**
     * Every provider on the class path.
     *
     * @throws ElectionException if one of them cannot be loaded
     */
    static List<BackendProvider> all() {
        try {
            return ServiceLoader.load(BackendProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError broken) {
            throw new ElectionException(
                    ElectionException.Kind.INVALID,
                    "a backend on the class path cannot be loaded: " + broken.getMessage(),
                    broken);
        }
    }

    /** The URI scheme served, such as {@code etcd}. */
    String scheme();

    /**
     * The URI options understood beside {@code ttl}: each name with one line of description. Others are refused before
     * {@link #connect} is called.
     */
    Map<String, String> options();

    /** The time to live of a URI that names none: what suits this service; 10 s unless overridden. */
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
