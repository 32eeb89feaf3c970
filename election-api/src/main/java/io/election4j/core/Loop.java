/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.runtime.SerialThread.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Provides one thread and one monotonic clock. Engine state is accessed on a loop only. */
interface Loop extends AutoCloseable {

    /** Nanoseconds on a monotonic clock; readable from any thread. */
    long now();

    /** Runs a task soon, after those given before; without effect once the loop is closed. */
    void run(Runnable task);

    /** Runs a task after a delay; without effect once the loop is closed. */
    Timer after(Duration delay, Runnable task);

    /** Runs a task periodically until the loop is closed. */
    void every(Duration period, Runnable task);

    /**
     * Calls a backend and handles the outcome on the loop; an exception that the call throws is handled as a failed
     * future.
     */
    default <T> void when(
            Supplier<CompletableFuture<T>> question, Consumer<? super T> onValue, Consumer<Throwable> onError) {
        CompletableFuture<T> answer = asked(question);
        try {
            // Not whenComplete(), which wraps a failure in another exception and therefore calls methods of it.
            var unused = answer.handle((value, error) -> {
                run(error == null ? () -> onValue.accept(value) : () -> onError.accept(error));
                return null;
            });
        } catch (RuntimeException | Error thrown) {
            run(() -> onError.accept(thrown)); // by a future class of the backend
        }
    }

    /** Calls a backend; an exception that the call throws is returned as a failed future. */
    static <T> CompletableFuture<T> asked(Supplier<CompletableFuture<T>> question) {
        try {
            return Objects.requireNonNull(question.get(), "the backend returned no future");
        } catch (RuntimeException | Error thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @Override
    void close();
}
