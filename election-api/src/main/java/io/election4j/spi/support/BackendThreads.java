/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The three daemon threads of one backend. The loop owns all state and never blocks; the messenger completes futures,
 * because whoever depends on them may be slow; the worker makes the calls of the client library that may block. All three
 * are started at once: handing over a task never fails for want of a thread.
 */
public final class BackendThreads implements AutoCloseable {
    private static final int TICKS = 40;
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    /** A task that was scheduled. */
    public interface Timer {
        /** Lets the task not begin any more. */
        void cancel();
    }

    private final List<SerialThread> started = new ArrayList<>();
    private final SerialThread worker;
    private final SerialThread loop;
    private final SerialThread messenger;

    /**
     * Starts the threads; their names begin with the scheme of the backend.
     *
     * @throws io.election4j.ElectionException if the process may have no more threads
     */
    public BackendThreads(String scheme) {
        worker = start(scheme, "worker");
        loop = start(scheme, "loop");
        messenger = start(scheme, "messenger");
    }

    private SerialThread start(String scheme, String role) {
        try {
            SerialThread made = SerialThread.start("election-" + scheme + "-" + role);
            started.add(made);
            return made;
        } catch (ElectionException noThread) {
            close();
            throw noThread;
        }
    }

    /** Runs a task on the loop; false if the backend is closed. */
    public boolean run(Runnable task) {
        return loop.execute(task);
    }

    /** Runs a task on the loop later, unless the backend closes before. */
    public Timer after(Duration delay, Runnable task) {
        return loop.after(delay, task)::cancel;
    }

    /** Runs a task on the loop again and again. */
    public void every(Duration period, Runnable task) {
        loop.every(period, task);
    }

    /** Runs a task on the loop a few dozen times within each time to live, for whatever has no event of its own. */
    public void everyTick(Duration ttl, Runnable task) {
        long nanos = Math.max(SHORTEST_TICK.toNanos(), ttl.toNanos() / TICKS);
        every(Duration.ofNanos(Math.min(nanos, LONGEST_TICK.toNanos())), task);
    }

    /** Runs a task that may block. */
    public void block(Runnable task) {
        worker.execute(task);
    }

    /** Completes a future on the messenger. */
    public <T> void succeed(CompletableFuture<T> future, T value) {
        messenger.execute(() -> future.complete(value));
    }

    /** Completes a future without a value on the messenger. */
    public void done(CompletableFuture<Void> future) {
        messenger.execute(() -> future.complete(null));
    }

    /** Runs a task that may end in the code of others. */
    public void tell(Runnable task) {
        messenger.execute(task);
    }

    /** Fails a future on the messenger. */
    public void fail(CompletableFuture<?> future, Throwable failure) {
        messenger.execute(() -> future.completeExceptionally(failure));
    }

    /** What was handed in before still runs; returns when it has, or after the limit. */
    public void close(Duration limit) {
        close();
        for (SerialThread each : started) {
            try {
                if (!each.awaitEnd(limit)) {
                    each.interrupt();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                each.interrupt();
            }
        }
    }

    /** Accepts nothing more; what was handed in before still runs. */
    @Override
    public void close() {
        started.forEach(SerialThread::close);
    }
}
