/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.shortage.ShortageRules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests processes without memory, file descriptors or threads, on a real server. */
class ShortageTest extends ShortageRules {
    private static ServerCluster cluster;

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        cluster = ZooKeeperCluster.start(1, directory);
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @Override
    protected ServerCluster cluster() {
        return cluster;
    }
}
