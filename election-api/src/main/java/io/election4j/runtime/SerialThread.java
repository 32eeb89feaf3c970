/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.runtime;

import io.election4j.ElectionException;
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
 * Runs tasks one after the other on one daemon thread, each at its time. The thread starts once and lives until it is
 * closed, whatever a task throws, so that no task depends on starting another thread. Thread-safe.
 *
 * <p>A {@code ScheduledThreadPoolExecutor} of one thread is not sufficient: it starts its thread with the first task,
 * and again after a thread has died; if the process may have no more threads, {@code execute} throws although the task
 * was queued.
 */
public final class SerialThread {
    private static final Logger log = LoggerFactory.getLogger(SerialThread.class);

    /** The pause after an error of the virtual machine, such as a lack of memory. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The longest delay: about 146 years. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private static final Duration LONGEST = Duration.ofNanos(LONGEST_NANOS);

    /** Represents a task that is to run later. */
    public interface Timer {
        /** Cancels the task unless it has begun, and forgets it. */
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
     * @throws ElectionException if the process may have no more threads
     */
    public static SerialThread start(String name) {
        try {
            SerialThread started = new SerialThread(name);
            started.execute(Failures.rehearsal());
            started.thread.start();
            return started;
        } catch (OutOfMemoryError noThread) {
            throw ThreadProblems.notStarted(name);
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

    /**
     * Runs a task periodically until closed: at once, and then a period after each end. A repetition allocates nothing.
     */
    public void every(Duration period, Runnable task) {
        synchronized (lock) {
            if (!closed) {
                periodic.add(new Task(elapsed(), nanos(period), task));
            }
        }
        wakeUp();
    }

    /** Accepts no more tasks and forgets timers; tasks submitted with {@link #execute} still run. */
    public void close() {
        synchronized (lock) {
            closed = true;
            timers.clear();
            periodic.clear();
        }
        LockSupport.unpark(thread);
    }

    /** Accepts no more tasks and forgets all that have not begun. */
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
        if (Thread.currentThread() != thread) { // it checks its timers before it waits
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
            // Without memory even this call may fail, and the thread must survive.
        }
    }

    /** Runs the next due task or waits for it; false when closed and no task is left. */
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
                Thread.interrupted(); // an interrupt from other code would prevent the next wait
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

    /** Removes and returns the task that has been due for longest, timers included; null if none is due. */
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

    /**
     * Represents a task. Its due time is guarded by the lock, and does not change while the task is among the timers.
     */
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
