/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.soak.SoakRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that nothing is kept of elections that nobody uses any more. */
class SoakTest extends SoakRules {
    private static EtcdCluster server;

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        server = EtcdCluster.start(1, directory);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected String uri(Duration ttl) {
        return server.uri("soak", ttl);
    }

    @Override
    protected Map<String, Long> heldByTheService() throws IOException {
        return Map.of(
                "keys",
                lines(server.ctl("get", "", "--from-key", "--keys-only")),
                "leases",
                lines(server.ctl("lease", "list")),
                "watches",
                server.metric(0, "etcd_debugging_mvcc_watcher_total"));
    }

    private static long lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).count();
    }
}
