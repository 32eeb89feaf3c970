/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Elections;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A connection to a service, whose end is waited for but not for long. */
public record Connection(Elections elections) implements AutoCloseable {
    /** A service that has not been told of our leaving by then will see for itself. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    @Override
    public void close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread closing = new Thread(
                () -> {
                    elections.close();
                    closed.complete(null);
                },
                "close");
        closing.setDaemon(true);
        closing.start();
        var unused = closed.completeOnTimeout(null, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
