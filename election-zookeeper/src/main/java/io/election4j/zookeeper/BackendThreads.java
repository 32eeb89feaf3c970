/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three daemon threads of one backend. The loop owns all state and never blocks; the messenger completes futures,
 * because whoever depends on them may be slow; the worker makes the calls of the client library that may block.
 */
final class BackendThreads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BackendThreads.class);

    /** Stops a task that was scheduled. */
    interface Timer {
        void cancel();
    }

    private final ScheduledThreadPoolExecutor loop =
            new ScheduledThreadPoolExecutor(1, daemon("election-zookeeper-loop"));
    private final ExecutorService messenger = Executors.newSingleThreadExecutor(daemon("election-zookeeper-messenger"));
    private final ExecutorService worker = Executors.newSingleThreadExecutor(daemon("election-zookeeper-worker"));

    BackendThreads() {
        loop.setRemoveOnCancelPolicy(true);
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task on the loop; false if the backend is closed. */
    boolean run(Runnable task) {
        return submit(loop, task);
    }

    /** Runs a task on the loop later, unless the backend closes before. */
    Timer after(Duration delay, Runnable task) {
        try {
            var scheduled = loop.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** Runs a task on the loop again and again. */
    void every(Duration period, Runnable task) {
        var unused = loop.scheduleWithFixedDelay(guarded(task), 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task that may block. */
    void block(Runnable task) {
        submit(worker, task);
    }

    <T> void succeed(CompletableFuture<T> future, T value) {
        submit(messenger, () -> future.complete(value));
    }

    void done(CompletableFuture<Void> future) {
        submit(messenger, () -> future.complete(null));
    }

    /** Runs a task that may end in the code of others. */
    void tell(Runnable task) {
        submit(messenger, task);
    }

    void fail(CompletableFuture<?> future, Throwable failure) {
        submit(messenger, () -> future.completeExceptionally(failure));
    }

    /** What was handed in before still runs; returns when it has, or after the limit. */
    void close(Duration limit) {
        close();
        for (ExecutorService each : new ExecutorService[] {worker, loop, messenger}) {
            try {
                if (!each.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    each.shutdownNow();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                each.shutdownNow();
            }
        }
    }

    @Override
    public void close() {
        loop.shutdown();
        worker.shutdown();
        messenger.shutdown();
    }

    private static boolean submit(ExecutorService executor, Runnable task) {
        try {
            executor.execute(guarded(task));
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error bug) {
                log.error("a task of the ZooKeeper backend failed", bug);
            }
        };
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
