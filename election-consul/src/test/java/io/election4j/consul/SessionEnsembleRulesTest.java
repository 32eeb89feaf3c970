/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the rules with renewed sessions, on three servers. */
class SessionEnsembleRulesTest extends RulesOnServers {
    private static @Nullable ConsulCluster servers;

    SessionEnsembleRulesTest() {
        super("&session=ttl");
    }

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        servers = new ConsulSetup().shortestSession(Duration.ofSeconds(1)).start(3, directory);
    }

    @AfterAll
    static void stopServers() {
        Objects.requireNonNull(servers).close();
    }

    @Override
    ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }
}
