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
 * Waits for expected events, for a bounded time, with the interval and the patience that all our tests share; each
 * method throws when the event does not happen. Stateless.
 */
public final class Wait {
    /** The time limit of methods without a parameter for it: enough for a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Wait() {}

    /** Waits until a condition holds; a condition that throws does not hold yet. */
    public static void until(String what, Callable<Boolean> condition) {
        until(PATIENCE, what, condition);
    }

    /** Waits until a condition holds, with a time limit of its own. */
    public static void until(Duration patience, String what, Callable<Boolean> condition) {
        poll(what).atMost(patience).ignoreExceptions().until(condition);
    }

    /** Waits until assertions pass; reports the last failure. */
    public static void holds(Duration patience, String what, ThrowingRunnable assertions) {
        poll(what).atMost(patience).untilAsserted(assertions);
    }

    /** Asserts that a condition holds throughout a time; fails as soon as it does not. */
    public static void during(Duration time, String what, Callable<Boolean> condition) {
        poll(what)
                .atMost(time.plus(PATIENCE))
                .failFast(what + " no longer holds", () -> !condition.call())
                .during(time)
                .until(() -> true);
    }

    /** Polls on the caller's thread, because tests count threads. */
    private static ConditionFactory poll(String what) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE);
    }

    /** Returns the result of a future. */
    public static <T> T of(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("no result", failed);
        }
    }

    /** Returns the failure of a future. */
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
