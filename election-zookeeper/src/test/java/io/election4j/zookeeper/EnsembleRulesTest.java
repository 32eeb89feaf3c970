/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.BackendRules;
import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.UnreliableRoute;
import io.election4j.testkit.server.ProxyRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the rules on three servers that replicate each other. */
class EnsembleRulesTest extends BackendRules {
    private static @Nullable Ensemble ensemble;
    private static @Nullable ZooKeeperTampering tampering;

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        Ensemble started = new Ensemble(directory);
        ensemble = started;
        tampering = new ZooKeeperTampering(started.hosts(), "/rules", () -> {
            Ensemble.Backup backup = started.backup();
            return () -> started.restore(backup);
        });
    }

    @AfterAll
    static void stopServers() {
        Objects.requireNonNull(tampering).close();
        Objects.requireNonNull(ensemble).close();
    }

    @Override
    protected String uri(Duration ttl) {
        return Objects.requireNonNull(ensemble).uri(ttl);
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.of("zookeeper://127.0.0.1:1,127.0.0.1:2/rules?ttl=" + ttl.toMillis() + "ms");
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
                new ProxyRoute("zookeeper", Objects.requireNonNull(ensemble).followerPort(), "rules", ""));
    }
}
