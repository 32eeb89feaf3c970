/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import io.election4j.harness.bench.Deployment;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.ServerNetwork;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Describes servers to measure, which may not run yet.
 *
 * @param backend the scheme of their URIs
 * @param size how many to start; 0 for servers of the user
 * @param endpoints the servers of the user
 */
public record DeploymentSpec(String backend, int size, Optional<BackendUri> endpoints) {

    /** Describes servers that {@link #open(Path)} starts. */
    public static DeploymentSpec local(String backend, int size) {
        return new DeploymentSpec(backend, size, Optional.empty());
    }

    /**
     * Describes servers that already run.
     *
     * @throws IllegalArgumentException if the URI does not name hosts with ports
     */
    public static DeploymentSpec given(BackendUri uri) {
        if (uri.hosts().isEmpty() || uri.hosts().stream().anyMatch(host -> !host.contains(":"))) {
            throw new IllegalArgumentException("--endpoints must name hosts with their ports, such as " + uri.scheme()
                    + "://host1:2379,host2:2379");
        }
        Set<String> known =
                new HashSet<>(BackendProvider.forScheme(uri.scheme()).options().keySet());
        known.add("ttl");
        uri.requireKnownOptions(known);
        return new DeploymentSpec(uri.scheme(), 0, Optional.of(uri));
    }

    /** Starts the servers, or uses those that run; writes files to the directory. The caller closes the deployment. */
    public Deployment open(Path directory) {
        return open(directory, ServerNetwork.LOOPBACK);
    }

    /** The same on a network that the caller closes. Servers that already run do not use it. */
    public Deployment open(Path directory, ServerNetwork network) {
        return endpoints.map(Deployments::given).orElseGet(() -> Deployments.local(backend, size, directory, network));
    }
}
