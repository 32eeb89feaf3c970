/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what must happen, for a bounded time; each method throws an {@link AssertionError} when it does not happen.
 * Stateless.
 */
public final class Wait {
    /** How long the methods wait that are given no time: enough for a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private Wait() {}

    /** Until a condition holds; one that throws does not hold yet. */
    public static void until(String what, Callable<Boolean> condition) {
        until(PATIENCE, what, condition);
    }

    /** Until a condition holds, with a time limit of its own. */
    public static void until(Duration patience, String what, Callable<Boolean> condition) {
        long start = System.nanoTime();
        Exception last = null;
        while (System.nanoTime() - start < patience.toNanos()) {
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
        throw new AssertionError("not within " + patience + ": " + what, last);
    }

    /** Lets time pass during which something must hold throughout. */
    public static void during(Duration time, String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            if (!condition.call()) {
                throw new AssertionError("no longer so after "
                        + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The result of a future. */
    public static <T> T of(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("no result", failed);
        }
    }

    /** The failure that a future completes with. */
    public static Throwable failureOf(CompletableFuture<?> future) {
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
