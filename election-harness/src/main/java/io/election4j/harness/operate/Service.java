/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Elections;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import java.time.Duration;

/**
 * The coordination service that a command uses.
 *
 * @param uri as it was typed
 * @param ttl about how long a dead leader keeps its seat there
 */
public record Service(String uri, Duration ttl) {

    /**
     * Checks a URI without connecting.
     *
     * @throws ElectionException if the URI is not acceptable, or names a backend that no other process can reach
     */
    public static Service of(String uri) {
        BackendUri parsed = BackendUri.parse(uri);
        BackendProvider provider = BackendProvider.forScheme(parsed.scheme());
        if (parsed.isInProcess() || BackendDescription.isInProcess(provider)) {
            throw new ElectionException(
                    Kind.INVALID,
                    uri
                            + " lives inside one process, where nobody else can take part; name a service by its hosts, as in "
                            + "zookeeper://host1:2181,host2:2181/jobs");
        }
        return new Service(uri, parsed.withDefault("ttl", provider.defaultTtl()).ttl());
    }

    /** Connects without waiting for an answer. */
    public Connection connect() {
        return new Connection(Elections.connect(uri));
    }
}
