/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.testkit.BackendRules;
import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.UnreliableRoute;
import java.time.Duration;
import java.util.Optional;

class MemoryBackendTest extends BackendRules {
    private static final String SERVICE = "rules";

    @Override
    protected String uri(Duration ttl) {
        return "memory:" + SERVICE + "?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        MemoryService.named("nowhere").behave(MemoryService.Behaviour.UNREACHABLE);
        return Optional.of("memory:nowhere?ttl=" + ttl.toMillis() + "ms");
    }

    @Override
    protected Optional<ServiceTampering> tampering() {
        return Optional.of(new MemoryTampering(SERVICE));
    }

    @Override
    protected Optional<UnreliableRoute> unreliableRoute() {
        return Optional.of(new MemoryRoute(SERVICE));
    }

    @Override
    protected Duration shortestTtl() {
        return Duration.ofMillis(500);
    }
}
