/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must happen, for a bounded time. */
final class Wait {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private Wait() {}

    /** Until a condition holds; one that throws does not hold yet. */
    static void until(String what, Callable<Boolean> condition) {
        long start = System.nanoTime();
        Exception last = null;
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new AssertionError("not within " + PATIENCE + ": " + what, last);
    }

    /** Lets time pass during which something must hold throughout. */
    static void during(Duration time, String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            if (!condition.call()) {
                throw new AssertionError("no longer so after "
                        + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    static <T> T of(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("no result", failed);
        }
    }

    /** The failure that a future completes with. */
    static Throwable failureOf(CompletableFuture<?> future) {
        try {
            Object result = future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("no failure but " + result);
        } catch (ExecutionException failed) {
            return failed.getCause() == null ? failed : failed.getCause();
        } catch (InterruptedException | TimeoutException failed) {
            throw new AssertionError("no failure", failed);
        }
    }
}
