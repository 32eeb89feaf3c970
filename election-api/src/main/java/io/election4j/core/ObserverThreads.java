/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.runtime.Failures;
import io.election4j.runtime.ThreadProblems;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs user code that observes on a bounded pool of daemon threads: at most {@value #MOST}. One thread is permanent, so
 * that observers are called even if the process may have no more threads. Tasks begin in the order in which they are
 * submitted. To submit a task never waits, and never fails for lack of a thread. Thread-safe.
 */
final class ObserverThreads implements Executor, AutoCloseable {
    /** Enough for some calls that block; each task of a burst that does not block takes microseconds. */
    static final int MOST = 32;

    private static final Logger log = LoggerFactory.getLogger(ObserverThreads.class);

    private static final long IDLE_MILLIS = 1_000;
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Entry(Runnable task, long since) {}

    private final LongSupplier clock;
    private final Object lock = new Object();
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private int threads;
    private int idle;
    private boolean noMoreThreads;
    private boolean late;
    private boolean closed;

    /**
     * Starts the first thread.
     *
     * @param clock nanoseconds, monotonic
     * @throws io.election4j.ElectionException if the process may have no more threads
     */
    ObserverThreads(LongSupplier clock) {
        this.clock = clock;
        threads = 1;
        if (!start(this::workForever)) {
            throw ThreadProblems.notStarted("election-observer");
        }
    }

    @Override
    public void execute(Runnable task) {
        if (enqueue(task)) {
            grow();
        } else {
            run(task); // the loop has ended, so there is none to protect
        }
    }

    /**
     * Logs a warning if tasks wait for long, and tries again to start threads. The loop calls it about once a second.
     */
    void check() {
        int tasks;
        int busy;
        synchronized (lock) {
            noMoreThreads = false;
            Entry oldest = waiting.peek();
            boolean wasLate = late;
            late = oldest != null && (wasLate || clock.getAsLong() - oldest.since > LATE_NANOS);
            tasks = late && !wasLate ? waiting.size() : 0;
            busy = threads;
        }
        grow();
        if (tasks > 0) {
            log.warn(
                    "{} calls of the application's code wait, because the {} threads for observers, enterAsync and whatever"
                            + " depends on futures are blocked (at most {}, fewer where the process may have no more):"
                            + " such code must return soon",
                    tasks,
                    busy,
                    MOST);
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    /** Returns false if closed. */
    private boolean enqueue(Runnable task) {
        synchronized (lock) {
            if (!closed) {
                waiting.add(new Entry(task, clock.getAsLong()));
                lock.notify();
            }
            return !closed;
        }
    }

    /** Starts another thread if tasks wait and there may be one. */
    private void grow() {
        synchronized (lock) {
            if (waiting.size() <= idle || threads == MOST || noMoreThreads) {
                return;
            }
            threads++;
        }
        if (!start(this::workWhileBusy)) {
            synchronized (lock) {
                threads--;
                noMoreThreads = true; // until the next check
            }
        }
    }

    private static boolean start(Runnable work) {
        try {
            Thread thread = new Thread(work, "election-observer");
            thread.setDaemon(true);
            thread.start();
            return true;
        } catch (OutOfMemoryError noThread) {
            return false;
        }
    }

    private void workForever() {
        run(Failures.rehearsal());
        work(Long.MAX_VALUE);
    }

    private void workWhileBusy() {
        work(IDLE_MILLIS);
    }

    private void work(long idleMillis) {
        for (Runnable task = next(idleMillis); task != null; task = next(idleMillis)) {
            run(task);
            Thread.interrupted(); // application code may have set the interrupt flag
        }
    }

    private @Nullable Runnable next(long idleMillis) {
        synchronized (lock) {
            long since = clock.getAsLong();
            idle++;
            try {
                while (waiting.isEmpty()) {
                    long left = idleMillis - TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - since);
                    if (closed || left <= 0) {
                        threads--;
                        return null;
                    }
                    lock.wait(left);
                }
                return waiting.remove().task;
            } catch (InterruptedException byStranger) {
                return ObserverThreads::nothing; // an interrupt from other code is not for this pool
            } finally {
                idle--;
            }
        }
    }

    private static void nothing() {}

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            tell(failure);
        }
    }

    private static void tell(Throwable failure) {
        try {
            Failures.log(readable -> log.error("a call of the application's code failed", readable), failure);
        } catch (Throwable full) {
            // Without memory even this call may fail, and the thread must survive.
        }
    }
}
