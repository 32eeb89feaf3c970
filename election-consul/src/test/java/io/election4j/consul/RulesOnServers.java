/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.BackendRules;
import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.UnreliableRoute;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ProxyRoute;
import java.time.Duration;
import java.util.Optional;

/** Runs the rules on real servers. */
abstract class RulesOnServers extends BackendRules {
    private final String options;

    RulesOnServers(String options) {
        this.options = options;
    }

    abstract ConsulCluster servers();

    @Override
    protected String uri(Duration ttl) {
        return servers().uri("rules", ttl) + options;
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.of("consul://127.0.0.1:1,127.0.0.1:2/rules?ttl=" + ttl.toMillis() + "ms" + options);
    }

    @Override
    protected Optional<ServiceTampering> tampering() {
        return Optional.of(new ForeignClient(servers(), "rules"));
    }

    @Override
    protected Optional<UnreliableRoute> unreliableRoute() {
        return Optional.of(new ProxyRoute("consul", ForeignClient.portOf(servers(), 0), "rules", options));
    }
}
