/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.testkit.BackendRules;
import java.time.Duration;
import java.util.Optional;

class MemoryBackendTest extends BackendRules {

    @Override
    protected String uri(Duration ttl) {
        return "memory:rules?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        MemoryService.named("nowhere").behave(MemoryService.Behaviour.UNREACHABLE);
        return Optional.of("memory:nowhere?ttl=" + ttl.toMillis() + "ms");
    }

    @Override
    protected Duration shortestTtl() {
        return Duration.ofMillis(300);
    }
}
