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
 * Servers to be measured, which need not run yet.
 *
 * @param backend the scheme of their URIs
 * @param size how many are to be started; 0 if they are the user's
 * @param endpoints the user's servers
 */
public record DeploymentSpec(String backend, int size, Optional<BackendUri> endpoints) {

    /** Servers that are started for the purpose. */
    public static DeploymentSpec local(String backend, int size) {
        return new DeploymentSpec(backend, size, Optional.empty());
    }

    /**
     * Servers that run already.
     *
     * @throws IllegalArgumentException if the URI does not say where they are
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

    /** Starts the servers, or finds those that run; files go to the directory. The caller closes the site. */
    public Deployment open(Path directory) {
        return open(directory, ServerNetwork.LOOPBACK);
    }

    /** The same on a network of which the caller disposes; it does not matter to servers that run already. */
    public Deployment open(Path directory, ServerNetwork network) {
        return endpoints.map(Deployments::given).orElseGet(() -> Deployments.local(backend, size, directory, network));
    }
}
