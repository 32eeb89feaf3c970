/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.runtime.SerialThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the three daemon threads of one backend. The loop owns all state and never blocks; the messenger completes
 * futures, because their dependents may be slow; the worker makes the calls of the client library that may block. All
 * three start at once, so that submitting a task never fails for lack of a thread.
 */
public final class BackendThreads implements AutoCloseable {
    private static final int TICKS = 40;
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    /** Represents a scheduled task. */
    public interface Timer {
        /** Cancels the task unless it has begun. */
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

    /** Runs a task on the loop periodically. */
    public void every(Duration period, Runnable task) {
        loop.every(period, task);
    }

    /**
     * Runs a task on the loop about 40 times within each time to live, with a period of 10 ms to 250 ms, for conditions
     * without an event.
     */
    public void everyTick(Duration ttl, Runnable task) {
        long nanos = Math.max(SHORTEST_TICK.toNanos(), ttl.toNanos() / TICKS);
        every(Duration.ofNanos(Math.min(nanos, LONGEST_TICK.toNanos())), task);
    }

    /** Runs a task that may block, on the worker. */
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

    /** Runs a task that may call the code of others, on the messenger. */
    public void tell(Runnable task) {
        messenger.execute(task);
    }

    /** Fails a future on the messenger. */
    public void fail(CompletableFuture<?> future, Throwable failure) {
        messenger.execute(() -> future.completeExceptionally(failure));
    }

    /**
     * Runs a task on the loop, and waits until it, or what it has begun, calls back. Not for the threads of this object.
     *
     * @param task receives the callback
     * @return false if that has not happened within the limit, or if the caller was interrupted, which then stays so
     */
    public boolean await(Consumer<Runnable> task, Duration limit) {
        CountDownLatch done = new CountDownLatch(1);
        try {
            return run(() -> task.accept(done::countDown)) && done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Accepts no more tasks; those submitted before still run, and so do those that they hand to the loop and to the
     * messenger: the worker ends first, then the loop, and the messenger last. Returns when all have ended. A thread that has
     * not ended within the limit is interrupted; the limit holds for each of the three.
     */
    public void close(Duration limit) {
        boolean interrupted = Thread.interrupted(); // else the first wait would end at once
        for (SerialThread each : started) {
            each.close();
            try {
                if (!each.awaitEnd(limit)) {
                    each.interrupt();
                }
            } catch (InterruptedException meanwhile) {
                interrupted = true;
                each.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts no more tasks; those submitted before still run, but not what they hand to another thread. */
    @Override
    public void close() {
        started.forEach(SerialThread::close);
    }
}
