/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Elections;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection to a service, whose end is waited for but not for long. */
public record Connection(Elections elections) implements AutoCloseable {
    /** A service that has not been told of our leaving by then will see for itself. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    @Override
    public void close() {
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing = new Thread(() -> close(closed), "close");
        closing.setDaemon(true);
        try {
            closing.start();
        } catch (OutOfMemoryError noThread) {
            return; // the service will see for itself
        }
        try {
            var unused = closed.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(CountDownLatch closed) {
        try {
            elections.close();
        } finally {
            closed.countDown();
        }
    }
}
