/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.server.ConsulCluster;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the rules with a check, on three servers. */
class CheckEnsembleRulesTest extends RulesOnServers {
    private static @Nullable ConsulCluster servers;

    CheckEnsembleRulesTest() {
        super("");
    }

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        servers = ConsulCluster.start(3, directory);
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
