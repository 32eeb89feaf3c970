/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.server.ZooKeeperCluster;
import java.io.IOException;

/** Counts the requests to a single server, without its own queries, which the server also counts. */
final class RequestCount {
    private final ZooKeeperCluster server;
    private long questions;

    RequestCount(ZooKeeperCluster server) {
        this.server = server;
    }

    /** Differs from another answer by the requests between the two. */
    long now() throws IOException {
        questions++;
        return server.ask(0, "mntr")
                        .lines()
                        .filter(line -> line.startsWith("zk_packets_received\t"))
                        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the server does not tell"))
                - questions;
    }
}
