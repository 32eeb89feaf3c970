/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import io.election4j.harness.bench.Site;
import io.election4j.peers.ServiceProbes;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers to be measured: some of ours, or a user's. */
final class Sites {
    private static final int CONNECTIONS = 2_500;
    private static final Duration CONSULS_OWN_LEAST_SESSION = Duration.ofSeconds(10);
    private static final String NAMESPACE = "compare";

    private Sites() {}

    /**
     * Starts servers of a service as they come, but for the number of connections from one machine, and for Consul's
     * counters.
     */
    static Site local(String backend, int size, Path directory) {
        ServerCluster cluster = start(backend, size, directory);
        BackendUri uri = BackendUri.parse(backend + "://" + cluster.hosts() + "/" + NAMESPACE);
        try {
            return new Site(uri, Optional.of(cluster), ServiceProbes.connect(backend, uri.hosts()));
        } catch (Exception failed) { // whatever a client library throws
            cluster.close();
            throw new IllegalStateException("the servers of " + backend + " cannot be asked: " + failed, failed);
        }
    }

    private static ServerCluster start(String backend, int size, Path directory) {
        return switch (backend) {
            case "zookeeper" -> new ZooKeeperSetup().start(size, directory);
            case "etcd" -> new EtcdSetup().start(size, directory);
            case "consul" ->
                new ConsulSetup()
                        .shortestSession(CONSULS_OWN_LEAST_SESSION)
                        .connectionsPerClient(CONNECTIONS)
                        .configuration(
                                "{\"telemetry\": {\"prometheus_retention_time\": \"1h\", \"disable_hostname\": true}}")
                        .start(size, directory);
            default -> throw new IllegalArgumentException("no servers of '" + backend + "' can be started");
        };
    }

    /** The servers that a URI names. */
    static Site given(BackendUri uri) {
        BackendProvider.forScheme(uri.scheme());
        List<String> hosts = new ArrayList<>();
        for (String host : uri.hosts()) {
            hosts.add(host);
        }
        if (hosts.isEmpty() || hosts.stream().anyMatch(host -> !host.contains(":"))) {
            throw new IllegalArgumentException("--endpoints must name hosts with their ports, such as " + uri.scheme()
                    + "://host1:2379,host2:2379");
        }
        Map<String, String> options = new HashMap<>(uri.options());
        options.remove("ttl");
        BackendUri bare = new BackendUri(uri.scheme(), hosts, "", uri.namespace(), options);
        try {
            return new Site(bare, Optional.empty(), ServiceProbes.connect(uri.scheme(), hosts));
        } catch (Exception failed) { // whatever a client library throws
            throw new IllegalStateException("the servers of " + bare + " cannot be asked: " + failed, failed);
        }
    }
}
