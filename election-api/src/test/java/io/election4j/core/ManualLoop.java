/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.runtime.SerialThread.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Implements a loop that the test drives: tasks run on the test's thread, and the test moves the time. */
final class ManualLoop implements Loop {
    /** The clock wraps around one second into every test, as a monotonic clock may at any time. */
    private static final long START = Long.MAX_VALUE - 1_000_000_000L;

    private final class Due implements Timer {
        private final long due;
        private final long number = timersMade++;
        private final Runnable task;

        Due(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            timers.remove(this);
        }

        @Override
        public boolean isPending() {
            return timers.contains(this);
        }
    }

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.<Due>comparingLong(each -> each.due).thenComparingLong(each -> each.number));
    private final AtomicLong elapsed = new AtomicLong();
    private volatile boolean closed;
    private long timersMade;

    @Override
    public long now() {
        return START + elapsed.get();
    }

    @Override
    public void run(Runnable task) {
        if (!closed) {
            tasks.add(task);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due timer = new Due(elapsed.get() + delay.toNanos(), task);
        if (!closed) {
            timers.add(timer);
        }
        return timer;
    }

    @Override
    public void every(Duration period, Runnable task) {
        var unused = after(period, () -> {
            task.run();
            every(period, task);
        });
    }

    /** The number of waiting timers. */
    int timers() {
        return timers.size();
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Runs the tasks that are due now. */
    void settle() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    /** Lets time pass and runs each timer at its time. */
    void advance(Duration span) {
        settle();
        long end = elapsed.get() + span.toNanos();
        for (Due timer = timers.peek(); timer != null && timer.due <= end; timer = timers.peek()) {
            elapsed.set(Math.max(elapsed.get(), timer.due));
            settle();
        }
        elapsed.set(end);
        settle();
    }

    /** Lets time pass without running any task, as on a blocked loop. */
    void freeze(Duration span) {
        elapsed.addAndGet(span.toNanos());
    }

    private @Nullable Runnable next() {
        if (closed) {
            timers.clear();
            return null;
        }
        Runnable task = tasks.poll();
        Due timer = timers.peek();
        if (task == null && timer != null && timer.due <= elapsed.get()) {
            timers.poll();
            task = timer.task;
        }
        return task;
    }
}
