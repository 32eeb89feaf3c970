/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.spi.support.SerialThread.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One thread and one monotonic clock. All engine state is touched on a loop and nowhere else. */
interface Loop extends AutoCloseable {

    /** Nanoseconds on a monotonic clock; readable from any thread. */
    long now();

    /** Runs a task soon, after those given before. Nothing happens once the loop is closed. */
    void run(Runnable task);

    /** Runs a task after a delay. Nothing happens once the loop is closed. */
    Timer after(Duration delay, Runnable task);

    /** Runs a task again and again until the loop is closed. */
    void every(Duration period, Runnable task);

    /** Asks a backend and brings the outcome onto the loop; a backend that throws is treated as one that failed. */
    default <T> void when(
            Supplier<CompletableFuture<T>> question, Consumer<? super T> onValue, Consumer<Throwable> onError) {
        CompletableFuture<T> answer = asked(question);
        try {
            // Not whenComplete(), which passes a failure on, and reads it for that.
            var unused = answer.handle((value, error) -> {
                run(error == null ? () -> onValue.accept(value) : () -> onError.accept(error));
                return null;
            });
        } catch (RuntimeException | Error thrown) {
            run(() -> onError.accept(thrown)); // by a future of the backend's own making
        }
    }

    /** Asks a backend; a backend that throws is treated as one that failed. */
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
