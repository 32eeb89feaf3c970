/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.testkit.BackendRules;
import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.UnreliableRoute;
import io.election4j.testkit.server.EtcdCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the rules on three servers that replicate each other. */
class ClusterRulesTest extends BackendRules {
    private static @Nullable EtcdCluster cluster;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        cluster = EtcdCluster.start(3, directory);
    }

    @AfterAll
    static void stopServers() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    protected String uri(Duration ttl) {
        return Objects.requireNonNull(cluster).uri("rules", ttl);
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.of("etcd://127.0.0.1:1,127.0.0.1:2/rules?ttl=" + ttl.toMillis() + "ms");
    }

    @Override
    protected Optional<ServiceTampering> tampering() {
        return Optional.of(new EtcdTampering(Objects.requireNonNull(cluster), "rules"));
    }

    @Override
    protected Optional<UnreliableRoute> unreliableRoute() {
        return Optional.of(Lines.before(Objects.requireNonNull(cluster), "rules"));
    }
}
