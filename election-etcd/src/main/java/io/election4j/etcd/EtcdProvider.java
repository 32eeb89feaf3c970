/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import java.nio.file.Path;
import java.util.Map;

/** Provides the backend for {@code etcd://host:port,host:port/namespace}. */
public final class EtcdProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public EtcdProvider() {}

    @Override
    public String scheme() {
        return "etcd";
    }

    @Override
    public Map<String, String> options() {
        return EtcdSettings.OPTIONS;
    }

    @Override
    public Backend connect(BackendUri uri) {
        if (uri.isInProcess()) {
            throw new ElectionException(
                    Kind.INVALID, "etcd:" + uri.place() + " is unknown; use etcd://host:port or etcd");
        }
        return EtcdBackend.open(EtcdSettings.of(uri), System::nanoTime);
    }

    @Override
    public LocalServer startLocalServer(Path directory) {
        return LocalEtcd.in(directory);
    }
}
