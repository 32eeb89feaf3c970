/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackendThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final BackendThreads threads = new BackendThreads("test");

    @AfterEach
    void close() {
        threads.close();
    }

    /** Closing begins while the worker is busy, and the worker hands on only after that. */
    @Test
    void tasksThatTheWorkerHandsOnAreDoneBeforeTheEnd() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        CompletableFuture<String> told = new CompletableFuture<>();
        CompletableFuture<String> run = new CompletableFuture<>();
        threads.block(() -> {
            working.countDown();
            awaitUninterrupted(mayFinish);
            threads.succeed(told, "by the messenger");
            threads.run(() -> {
                run.complete("by the loop");
            });
        });
        working.await();
        Thread closing = new Thread(() -> threads.close(LONG));
        closing.start();
        while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        mayFinish.countDown();
        closing.join();
        assertThat(told).isCompletedWithValue("by the messenger");
        assertThat(run).isCompletedWithValue("by the loop");
    }

    @Test
    void whoIsInterruptedBeforeClosingLosesNoHandOver() {
        CompletableFuture<String> told = new CompletableFuture<>();
        threads.block(() -> threads.run(() -> threads.succeed(told, "handed over twice")));
        Thread.currentThread().interrupt();
        threads.close(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).isCompletedWithValue("handed over twice");
    }

    @Test
    void aTaskIsAwaitedUntilItCallsBack() {
        CompletableFuture<Runnable> callback = new CompletableFuture<>();
        CompletableFuture<Boolean> result =
                CompletableFuture.supplyAsync(() -> threads.await(callback::complete, LONG));
        Runnable done = callback.join();
        assertThat(result).isNotDone();
        done.run();
        assertThat(result.join()).isTrue();
    }

    @Test
    void aTaskThatDoesNotCallBackIsNotAwaitedForLonger() {
        assertThat(threads.await(done -> {}, Duration.ofMillis(20))).isFalse();
    }

    @Test
    void nothingIsAwaitedOnceTheThreadsAreClosed() {
        threads.close(LONG);
        assertThat(threads.await(Runnable::run, LONG)).isFalse();
    }

    @Test
    void anInterruptWhileAwaitingIsPreserved() {
        Thread.currentThread().interrupt();
        assertThat(threads.await(done -> {}, LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
