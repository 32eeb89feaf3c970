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
 * @param beat when to renew
 * @param observers runs user code that observes, never on the loop
 * @param failures says what a backend's failure means
 * @param tokens which elections may be led
 * @param ttl the time to live asked for, and the bound of every wait for user code or for a last answer
 * @param closed completes when the engine is closed and nothing runs on the loop any more
 */
record EngineContext(
        Loop loop,
        Beat beat,
        Backend backend,
        Executor observers,
        LeaderThreads leaders,
        ServiceFailures failures,
        TokenGuard tokens,
        Duration ttl,
        CompletableFuture<Void> closed) {

    static EngineContext of(
            Loop loop, Backend backend, Executor observers, Duration ttl, CompletableFuture<Void> closed) {
        return new EngineContext(
                loop,
                new Beat(loop),
                backend,
                observers,
                new LeaderThreads(),
                new ServiceFailures(),
                new TokenGuard(),
                ttl,
                closed);
    }
}
