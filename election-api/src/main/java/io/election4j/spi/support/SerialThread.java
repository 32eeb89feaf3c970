/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that runs tasks one after the other, each at its time. It is started once and lives until it is
 * closed, whatever a task throws: no task needs a thread that might not be had when it comes. Thread-safe.
 *
 * <p>A {@code ScheduledThreadPoolExecutor} of one thread does not do: it starts its thread with the first task, and anew
 * when a thread has died, and throws out of {@code execute} after the task was queued if the process may have no more.
 */
public final class SerialThread {
    private static final Logger log = LoggerFactory.getLogger(SerialThread.class);

    /** After a failure that is no task's, such as one for want of memory. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Later than anything: some 146 years. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private static final Duration LONGEST = Duration.ofNanos(LONGEST_NANOS);

    /** A task that is to run later. */
    public interface Timer {
        /** Lets the task not begin any more, and forgets it. */
        void cancel();

        /** Whether the task has neither begun nor been cancelled. */
        boolean isPending();
    }

    private final Object lock = new Object();
    private final long origin = System.nanoTime();
    private final Queue<Task> ready = new ArrayDeque<>();
    private final TreeSet<Task> timers =
            new TreeSet<>(Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number));
    private final List<Task> periodic = new ArrayList<>();
    private final Thread thread;
    private long tasksMade;
    private boolean closed;

    private SerialThread(String name) {
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
    }

    /**
     * Starts a thread.
     *
     * @throws io.election4j.ElectionException if the process may have no more threads
     */
    public static SerialThread start(String name) {
        try {
            SerialThread started = new SerialThread(name);
            started.execute(Failures.rehearsal());
            started.thread.start();
            return started;
        } catch (OutOfMemoryError noThread) {
            throw ServiceProblems.noThread(name);
        }
    }

    /** Runs a task soon, after those given before; false if closed, and then the task does not run. */
    public boolean execute(Runnable task) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            ready.add(new Task(elapsed(), 0, task));
        }
        LockSupport.unpark(thread);
        return true;
    }

    /** Runs a task after a delay, unless closed before. */
    public Timer after(Duration delay, Runnable task) {
        Task made;
        synchronized (lock) {
            made = new Task(elapsed() + nanos(delay), 0, task);
            if (closed) {
                made.isPending = false;
                return made;
            }
            timers.add(made);
        }
        wakeUp();
        return made;
    }

    /** Runs a task again and again until closed, at once and then a period after each end. It allocates nothing for that. */
    public void every(Duration period, Runnable task) {
        synchronized (lock) {
            if (!closed) {
                periodic.add(new Task(elapsed(), nanos(period), task));
            }
        }
        wakeUp();
    }

    /** Accepts nothing more and forgets timers; tasks that were given to run soon still run. */
    public void close() {
        synchronized (lock) {
            closed = true;
            timers.clear();
            periodic.clear();
        }
        LockSupport.unpark(thread);
    }

    /** Accepts nothing more and forgets all that has not begun. */
    public void stop() {
        synchronized (lock) {
            ready.clear();
        }
        close();
    }

    /** Waits until the thread has ended after {@link #close}; false if it has not by then. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, limit.toNanos()));
        return !thread.isAlive();
    }

    /** Interrupts a task that does not end. */
    public void interrupt() {
        thread.interrupt();
    }

    private void wakeUp() {
        if (Thread.currentThread() != thread) { // which looks at its timers before it waits
            LockSupport.unpark(thread);
        }
    }

    private void work() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = step();
            } catch (Throwable failure) {
                tell(failure);
                LockSupport.parkNanos(this, failure instanceof VirtualMachineError ? PAUSE_NANOS : 1);
            }
        }
    }

    private void tell(Throwable failure) {
        try {
            Failures.log(readable -> log.error("a task of {} failed", thread.getName(), readable), failure);
        } catch (Throwable full) {
            // For want of memory, not even the call can be made: the thread must live.
        }
    }

    /** Runs what is due or waits for it; false when there will be nothing more. */
    private boolean step() {
        Task next;
        long wait;
        synchronized (lock) {
            Task timer = firstTimer();
            next = take(timer);
            if (next == null && closed) {
                return false;
            }
            wait = timer == null ? LONGEST_NANOS : timer.due - elapsed();
        }
        if (next != null) {
            try {
                next.run();
            } finally {
                again(next);
            }
        } else {
            LockSupport.parkNanos(this, wait);
            if (!isClosed()) {
                Thread.interrupted(); // by a stranger: a thread that is interrupted does not wait
            }
        }
        return true;
    }

    private @Nullable Task firstTimer() {
        Task first = timers.isEmpty() ? null : timers.first();
        for (Task each : periodic) {
            if (first == null || each.due < first.due) {
                first = each;
            }
        }
        return first;
    }

    /** The oldest of what is due, with timers in their order among the other tasks. */
    private @Nullable Task take(@Nullable Task timer) {
        Task first = ready.peek();
        if (timer != null && timer.due <= elapsed() && (first == null || timer.due <= first.due)) {
            timers.remove(timer);
            timer.isPending = false;
            return timer;
        }
        return ready.poll();
    }

    private void again(Task done) {
        if (done.period > 0) {
            synchronized (lock) {
                done.due = elapsed() + done.period;
            }
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private long elapsed() {
        return System.nanoTime() - origin;
    }

    private static long nanos(Duration delay) {
        return delay.compareTo(LONGEST) > 0 ? LONGEST_NANOS : Math.max(0, delay.toNanos());
    }

    /** Something to run. Its due is guarded by the lock, and does not change while it is among the timers. */
    private final class Task implements Timer {
        private final long number = tasksMade++;
        private final long period;
        private final Runnable task;
        private long due;
        private volatile boolean isPending = true;

        Task(long due, long period, Runnable task) {
            this.due = due;
            this.period = period;
            this.task = task;
        }

        void run() {
            task.run();
        }

        @Override
        public void cancel() {
            synchronized (lock) {
                isPending = false;
                timers.remove(this);
            }
        }

        @Override
        public boolean isPending() {
            return isPending;
        }
    }
}
