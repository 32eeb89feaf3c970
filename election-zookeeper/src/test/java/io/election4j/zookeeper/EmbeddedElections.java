/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.Objects;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Provides an embedded server for each test, and a plain client of Curator beside our backend. */
final class EmbeddedElections implements BeforeEachCallback, AfterEachCallback {
    private final String namespace;
    private final Duration ttl;
    private @Nullable EmbeddedServer server;
    private @Nullable CuratorFramework curator;
    private @Nullable Backend backend;

    EmbeddedElections(String namespace, Duration ttl) {
        this.namespace = namespace;
        this.ttl = ttl;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        EmbeddedServer started = EmbeddedServer.temporary();
        server = started;
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(started.address(), 20_000, 10_000, new RetryOneTime(100));
        curator = client;
        client.start();
        backend = new ZooKeeperProvider().connect(BackendUri.parse(uri()));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        backend().close();
        curator().close();
        server().close();
    }

    EmbeddedServer server() {
        return Objects.requireNonNull(server);
    }

    String uri() {
        return server().uri() + namespace + "?ttl=" + ttl.toMillis() + "ms";
    }

    CuratorFramework curator() {
        return Objects.requireNonNull(curator);
    }

    Backend backend() {
        return Objects.requireNonNull(backend);
    }
}
