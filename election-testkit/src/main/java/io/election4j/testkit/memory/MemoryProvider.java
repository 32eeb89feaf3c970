/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import java.util.Map;

/**
 * Serves {@code memory:NAME}: all connections of this process with the same name share {@link MemoryService#named}. A
 * bare {@code memory} has the name {@code default}.
 */
public final class MemoryProvider implements BackendProvider {
    private static final String DEFAULT_NAME = "default";

    /** Found by {@link java.util.ServiceLoader}. */
    public MemoryProvider() {}

    @Override
    public String scheme() {
        return "memory";
    }

    /** None but {@code ttl}. */
    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    /**
     * Connects, at once, to the service of that name.
     *
     * @throws ElectionException if the URI names hosts
     */
    @Override
    public Backend connect(BackendUri uri) {
        if (!uri.hosts().isEmpty()) {
            throw new ElectionException(
                    Kind.INVALID,
                    "the backend 'memory' lives inside this process and has no hosts; name it as in memory:"
                            + DEFAULT_NAME);
        }
        MemoryService service = MemoryService.named(uri.isInProcess() ? uri.place() : DEFAULT_NAME);
        return new MemoryBackend(service, uri.namespace());
    }
}
