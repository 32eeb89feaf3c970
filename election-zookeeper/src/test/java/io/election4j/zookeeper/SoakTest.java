/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import io.election4j.testkit.soak.SoakRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that nothing is kept of elections that nobody uses any more. */
class SoakTest extends SoakRules {
    private static final Set<String> HELD = Set.of(
            "zk_znode_count",
            "zk_ephemerals_count",
            "zk_watch_count",
            "zk_num_alive_connections",
            "zk_global_sessions");

    private static ZooKeeperCluster server;

    /** The server deletes the empty nodes of elections once a minute otherwise, 10,000 at a time. */
    @BeforeAll
    static void startServer(@TempDir Path directory) {
        server = new ZooKeeperSetup()
                .fullSize()
                .javaOptions("-Dznode.container.checkIntervalMs=1000", "-Dznode.container.maxPerMinute=1000000")
                .start(1, directory);
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
        return server.ask(0, "mntr")
                .lines()
                .map(line -> line.split("\t", 2))
                .filter(words -> HELD.contains(words[0]))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1])));
    }
}
