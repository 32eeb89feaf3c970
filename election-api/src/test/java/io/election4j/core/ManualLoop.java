/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A loop that stands still until a test moves it: tasks run on the test's thread, time passes when told. */
final class ManualLoop implements Loop {
    /** The clock wraps around one second into every test, as a monotonic clock may at any time. */
    private static final long START = Long.MAX_VALUE - 1_000_000_000L;

    private record Timer(long due, long number, Runnable task) {}

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
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
    public void after(Duration delay, Runnable task) {
        if (!closed) {
            timers.add(new Timer(elapsed.get() + delay.toNanos(), timersMade++, task));
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Runs what is due now. */
    void settle() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    /** Lets time pass, running each timer at its moment. */
    void advance(Duration span) {
        settle();
        long end = elapsed.get() + span.toNanos();
        for (Timer timer = timers.peek(); timer != null && timer.due() <= end; timer = timers.peek()) {
            elapsed.set(Math.max(elapsed.get(), timer.due()));
            settle();
        }
        elapsed.set(end);
        settle();
    }

    /** Lets time pass while the loop is stuck: nothing runs. */
    void freeze(Duration span) {
        elapsed.addAndGet(span.toNanos());
    }

    private @Nullable Runnable next() {
        if (closed) {
            timers.clear();
            return null;
        }
        Runnable task = tasks.poll();
        Timer timer = timers.peek();
        if (task == null && timer != null && timer.due() <= elapsed.get()) {
            timers.poll();
            task = timer.task();
        }
        return task;
    }
}
