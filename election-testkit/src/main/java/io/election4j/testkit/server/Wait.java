/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/**
 * Waits for what must happen, for a bounded time, with the pace and the patience that all our tests share; each method
 * throws when it does not happen. Stateless.
 */
public final class Wait {
    /** How long the methods wait that are given no time: enough for a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Wait() {}

    /** Until a condition holds; one that throws does not hold yet. */
    public static void until(String what, Callable<Boolean> condition) {
        until(PATIENCE, what, condition);
    }

    /** Until a condition holds, with a time limit of its own. */
    public static void until(Duration patience, String what, Callable<Boolean> condition) {
        poll(what).atMost(patience).ignoreExceptions().until(condition);
    }

    /** Until assertions pass; the last failure is the one that is reported. */
    public static void holds(Duration patience, String what, ThrowingRunnable assertions) {
        poll(what).atMost(patience).untilAsserted(assertions);
    }

    /** Lets time pass during which something must hold throughout; fails as soon as it does not. */
    public static void during(Duration time, String what, Callable<Boolean> condition) {
        poll(what)
                .atMost(time.plus(PATIENCE))
                .failFast(what + " no longer holds", () -> !condition.call())
                .during(time)
                .until(() -> true);
    }

    /** On the caller's thread: tests count threads. */
    private static ConditionFactory poll(String what) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE);
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
