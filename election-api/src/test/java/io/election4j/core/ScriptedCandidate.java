/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Candidate;
import io.election4j.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Implements a candidate that leads until the test ends it. */
final class ScriptedCandidate implements Candidate {
    private static final long PATIENCE_SECONDS = 30;

    /** Ends a call of {@code lead()}. */
    interface Finish {
        void run() throws Exception;
    }

    final List<Term> terms = new ArrayList<>();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger overlaps = new AtomicInteger();
    private final LinkedBlockingQueue<Term> begun = new LinkedBlockingQueue<>();
    private final SynchronousQueue<Finish> finishes = new SynchronousQueue<>();
    private volatile Thread thread = Thread.currentThread();

    @Override
    public void lead(Term term) throws Exception {
        if (running.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        thread = Thread.currentThread();
        begun.add(term);
        try {
            Finish finish = finishes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (finish == null) {
                throw new AssertionError("the test forgot to end lead()");
            }
            finish.run();
        } finally {
            running.decrementAndGet();
        }
    }

    /** Waits for {@code lead()} to be called and returns its term. */
    Term begin() throws InterruptedException {
        Term term = begun.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (term == null) {
            throw new AssertionError("lead() was not called");
        }
        terms.add(term);
        return term;
    }

    /** Ends the running call of {@code lead()}, and returns when its thread has ended. */
    void finish(Finish how) throws InterruptedException {
        Thread leader = thread;
        if (!finishes.offer(how, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("lead() is not running");
        }
        leader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    void returns() throws InterruptedException {
        finish(() -> {});
    }
}
