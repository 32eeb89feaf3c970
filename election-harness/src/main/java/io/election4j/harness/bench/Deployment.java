/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import io.election4j.peers.ServiceProbe;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.ServerCluster;
import java.util.List;
import java.util.Optional;

/**
 * The servers of one service that candidates connect to.
 *
 * @param uri names the backend; its hosts are the servers, its options (without a time to live) apply to Election4j
 *     only
 * @param cluster the server processes, if this program started them and may kill them
 * @param probe sends requests to the servers without a candidate
 */
public record Deployment(BackendUri uri, Optional<ServerCluster> cluster, ServiceProbe probe) implements AutoCloseable {

    public String backend() {
        return uri.scheme();
    }

    public List<String> hosts() {
        return uri.hosts();
    }

    /** Whether the servers need certificates or passwords, which the plain clients do not support. */
    public boolean isSecured() {
        return !uri.options().isEmpty();
    }

    @Override
    public void close() {
        probe.close();
        cluster.ifPresent(ServerCluster::close);
    }
}
