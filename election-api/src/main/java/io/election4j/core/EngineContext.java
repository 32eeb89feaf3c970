/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.spi.Backend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What all candidacies and watches of one engine share.
 *
 * @param heartbeat renews the campaigns
 * @param observers runs user code that observes, never on the loop
 * @param failures says what a backend's failure means
 * @param tokens which elections may be led
 * @param ttl the time to live asked for, and the bound of every wait for user code or for a last answer
 * @param closed completes when the engine is closed and nothing runs on the loop any more
 */
record EngineContext(
        Loop loop,
        Heartbeat heartbeat,
        Backend backend,
        Executor observers,
        LeaderThreads leaders,
        ServiceFailures failures,
        TokenGuard tokens,
        Duration ttl,
        CompletableFuture<Void> closed) {

    static EngineContext of(
            Loop loop, Backend backend, Executor observers, Duration ttl, CompletableFuture<Void> closed) {
        ServiceFailures failures = new ServiceFailures();
        return new EngineContext(
                loop,
                new Heartbeat(loop, backend, failures),
                backend,
                observers,
                new LeaderThreads(),
                failures,
                new TokenGuard(),
                ttl,
                closed);
    }
}
