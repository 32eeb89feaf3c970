/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import io.election4j.harness.bench.Deployment;
import io.election4j.peers.ServiceProbes;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ServerNetwork;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens the servers to measure: starts new ones, or uses those of a user. */
final class Deployments {
    private static final int CONNECTIONS = 2_500;
    private static final Duration CONSULS_OWN_LEAST_SESSION = Duration.ofSeconds(10);
    private static final String NAMESPACE = "compare";

    private Deployments() {}

    /**
     * Starts servers of a service with default settings, except for the number of connections from one machine and for
     * Consul's counters.
     */
    static Deployment local(String backend, int size, Path directory, ServerNetwork network) {
        ServerCluster cluster = start(backend, size, directory, network);
        BackendUri uri = BackendUri.parse(backend + "://" + cluster.hosts() + "/" + NAMESPACE);
        return new Deployment(uri, Optional.of(cluster), ServiceProbes.of(backend, uri.hosts()));
    }

    private static ServerCluster start(String backend, int size, Path directory, ServerNetwork network) {
        return switch (backend) {
            case "zookeeper" ->
                new ZooKeeperSetup().quick().fullSize().network(network).start(size, directory);
            case "etcd" -> new EtcdSetup().network(network).start(size, directory);
            case "consul" ->
                new ConsulSetup()
                        .shortestSession(CONSULS_OWN_LEAST_SESSION)
                        .connectionsPerClient(CONNECTIONS)
                        .configuration(
                                "{\"telemetry\": {\"prometheus_retention_time\": \"1h\", \"disable_hostname\": true}}")
                        .network(network)
                        .start(size, directory);
            default -> throw new IllegalArgumentException("no servers of '" + backend + "' can be started");
        };
    }

    /** Uses the servers that a URI names. */
    static Deployment given(BackendUri uri) {
        Map<String, String> options = new HashMap<>(uri.options());
        options.remove("ttl");
        BackendUri bare = new BackendUri(uri.scheme(), uri.hosts(), "", uri.namespace(), options);
        return new Deployment(bare, Optional.empty(), ServiceProbes.of(uri.scheme(), uri.hosts()));
    }
}
