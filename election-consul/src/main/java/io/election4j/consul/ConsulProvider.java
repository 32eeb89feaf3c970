/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Provides the backend for {@code consul://host:port,host:port/namespace}; the hosts are agents, best the one on this
 * machine.
 */
public final class ConsulProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ConsulProvider() {}

    @Override
    public String scheme() {
        return "consul";
    }

    @Override
    public Map<String, String> options() {
        return ConsulSettings.OPTIONS;
    }

    @Override
    public Duration defaultTtl() {
        return ConsulSettings.DEFAULT_TTL;
    }

    @Override
    public Backend connect(BackendUri uri) {
        if (uri.isInProcess()) {
            throw ConsulProblems.isNotInProcess(uri.place());
        }
        return ConsulBackend.open(ConsulSettings.of(uri), System::nanoTime);
    }

    @Override
    public LocalServer startLocalServer(Path directory) {
        return LocalConsul.in(directory);
    }
}
