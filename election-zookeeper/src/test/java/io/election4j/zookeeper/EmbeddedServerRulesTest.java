/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.BackendRules;
import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.UnreliableRoute;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ProxyRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the rules on a real server inside this process, which a restored one can replace. */
class EmbeddedServerRulesTest extends BackendRules {
    private static @Nullable Path directory;
    private static @Nullable EmbeddedServer server;
    private static @Nullable FaultProxy serverSocket;
    private static @Nullable ZooKeeperTampering tampering;

    @BeforeAll
    static void startServer(@TempDir Path temporary) {
        directory = temporary.resolve("server");
        server = EmbeddedServer.in(temporary.resolve("server").toString());
        serverSocket = new FaultProxy(server.port());
        tampering = new ZooKeeperTampering(address(), "/rules", EmbeddedServerRulesTest::takeSnapshot);
    }

    @AfterAll
    static void stopServer() {
        Objects.requireNonNull(tampering).close();
        Objects.requireNonNull(serverSocket).close();
        Objects.requireNonNull(server).close();
    }

    private static String address() {
        return "127.0.0.1:" + Objects.requireNonNull(serverSocket).port();
    }

    private static ServiceTampering.Snapshot takeSnapshot() throws Exception {
        Path data = Objects.requireNonNull(directory).resolve("data");
        Path copy = FolderCopies.copyOf(data);
        return () -> {
            Objects.requireNonNull(server).close();
            FolderCopies.replace(data, copy);
            EmbeddedServer restored =
                    EmbeddedServer.in(Objects.requireNonNull(directory).toString());
            server = restored;
            Objects.requireNonNull(serverSocket).leadTo(restored.port());
        };
    }

    @Override
    protected String uri(Duration ttl) {
        return "zookeeper://" + address() + "/rules?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.of("zookeeper://127.0.0.1:1/rules?ttl=" + ttl.toMillis() + "ms");
    }

    /** The servers would grant less, but on a busy machine a client may not send for a second. */
    @Override
    protected Duration shortestTtl() {
        return Duration.ofMillis(1_500);
    }

    @Override
    protected Optional<ServiceTampering> tampering() {
        return Optional.ofNullable(tampering);
    }

    @Override
    protected Optional<UnreliableRoute> unreliableRoute() {
        return Optional.of(
                new ProxyRoute("zookeeper", Objects.requireNonNull(server).port(), "rules", ""));
    }
}
