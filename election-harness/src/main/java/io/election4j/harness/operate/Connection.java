/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Elections;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection to a service. Closing it waits for a limited time. */
public record Connection(Elections elections) implements AutoCloseable {
    /** After this time without an answer to the close, the service detects by itself that this process has left. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    @Override
    public void close() {
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing = new Thread(() -> close(closed), "close");
        closing.setDaemon(true);
        try {
            closing.start();
        } catch (OutOfMemoryError noThread) {
            return; // the service detects it by itself
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
