/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

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
public final class BackendThreads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BackendThreads.class);

    private static final int TICKS = 40;
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    /** A task that was scheduled. */
    public interface Timer {
        /** Lets the task not begin any more. */
        void cancel();
    }

    private final ScheduledThreadPoolExecutor loop;
    private final ExecutorService messenger;
    private final ExecutorService worker;

    /** Starts no thread yet; their names begin with the scheme of the backend. */
    public BackendThreads(String scheme) {
        loop = new ScheduledThreadPoolExecutor(1, daemon("election-" + scheme + "-loop"));
        messenger = Executors.newSingleThreadExecutor(daemon("election-" + scheme + "-messenger"));
        worker = Executors.newSingleThreadExecutor(daemon("election-" + scheme + "-worker"));
        loop.setRemoveOnCancelPolicy(true);
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs a task on the loop; false if the backend is closed. */
    public boolean run(Runnable task) {
        return submit(loop, task);
    }

    /** Runs a task on the loop later, unless the backend closes before. */
    public Timer after(Duration delay, Runnable task) {
        try {
            var scheduled = loop.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** Runs a task on the loop again and again. */
    public void every(Duration period, Runnable task) {
        var unused = loop.scheduleWithFixedDelay(guarded(task), 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task on the loop a few dozen times within each time to live, for whatever has no event of its own. */
    public void everyTick(Duration ttl, Runnable task) {
        long nanos = Math.max(SHORTEST_TICK.toNanos(), ttl.toNanos() / TICKS);
        every(Duration.ofNanos(Math.min(nanos, LONGEST_TICK.toNanos())), task);
    }

    /** Runs a task that may block. */
    public void block(Runnable task) {
        submit(worker, task);
    }

    /** Completes a future on the messenger. */
    public <T> void succeed(CompletableFuture<T> future, T value) {
        submit(messenger, () -> future.complete(value));
    }

    /** Completes a future without a value on the messenger. */
    public void done(CompletableFuture<Void> future) {
        submit(messenger, () -> future.complete(null));
    }

    /** Runs a task that may end in the code of others. */
    public void tell(Runnable task) {
        submit(messenger, task);
    }

    /** Fails a future on the messenger. */
    public void fail(CompletableFuture<?> future, Throwable failure) {
        submit(messenger, () -> future.completeExceptionally(failure));
    }

    /** What was handed in before still runs; returns when it has, or after the limit. */
    public void close(Duration limit) {
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

    /** Accepts nothing more; what was handed in before still runs. */
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
                log.error("a task of a backend failed", bug);
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
