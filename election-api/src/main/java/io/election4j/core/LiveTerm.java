/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Term;
import io.election4j.TermEnd;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Implements a term whose deadline moves forward while renewals succeed. A late loop does not affect reads. */
final class LiveTerm implements Term {
    private final Loop loop;
    private final long fencingToken;
    private final Executor observers;
    private final Consumer<LiveTerm> onResign;
    private final AtomicReference<@Nullable TermEnd> end = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<TermEnd> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final Runnable telling = this::tellDependents;
    private volatile boolean isTelling;
    private volatile boolean isServed;
    private volatile long deadline;

    LiveTerm(Loop loop, long fencingToken, long deadline, Executor observers, Consumer<LiveTerm> onResign) {
        this.loop = loop;
        this.fencingToken = fencingToken;
        this.deadline = deadline;
        this.observers = observers;
        this.onResign = onResign;
    }

    @Override
    public long fencingToken() {
        return fencingToken;
    }

    @Override
    public boolean isValid() {
        return nanosLeft() > 0;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(nanosLeft());
    }

    @Override
    public CompletionStage<TermEnd> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void resign() {
        end(TermEnd.RESIGNED);
        onResign.accept(this);
    }

    /** Needs no other thread: the thread that ends the term wakes the caller, and so does the deadline. */
    @Override
    public TermEnd awaitEnd() throws InterruptedException {
        for (long left = nanosLeft(); left > 0; left = nanosLeft()) {
            if (over.await(left, TimeUnit.NANOSECONDS)) {
                break;
            }
        }
        return Objects.requireNonNull(end.get(), "only a term that has ended has no time left");
    }

    /** Moves the deadline forward, unless the term has ended. Called on the loop. */
    void extend(long newDeadline) {
        if (isValid() && newDeadline - deadline > 0) {
            deadline = newDeadline;
        }
    }

    /** Why the term ended; null while it has not. */
    @Nullable
    TermEnd endReason() {
        return end.get();
    }

    /**
     * Ends the term; the first reason is kept. Sets the state first, and never throws; observers are told on a thread
     * of their pool.
     */
    void end(TermEnd reason) {
        if (end.compareAndSet(null, reason)) {
            over.countDown();
            tellEnd();
        }
    }

    /**
     * Submits the task that tells observers if the term has ended, unless it was submitted: called again after a failed
     * attempt.
     */
    void tellEnd() {
        if (end.get() != null && !isTelling) {
            isTelling = true;
            try {
                observers.execute(telling);
            } catch (RuntimeException | Error later) {
                isTelling = false;
            }
        }
    }

    /** Whether the term has ended and no task that tells observers was submitted. */
    boolean isUntold() {
        return end.get() != null && !isTelling;
    }

    /** Completes when the dependents of the end have run. */
    CompletableFuture<Void> told() {
        return told;
    }

    /** Notes that the user code has stopped, and ends the term. Any thread. */
    void served() {
        isServed = true;
        end(TermEnd.RESIGNED);
    }

    /** Whether the user code has stopped. */
    boolean isServed() {
        return isServed;
    }

    private void tellDependents() {
        try {
            ended.complete(end.get());
        } finally {
            told.complete(null);
        }
    }

    private long nanosLeft() {
        if (end.get() != null) {
            return 0;
        }
        long left = deadline - loop.now();
        if (left > 0) {
            return left;
        }
        end(TermEnd.EXPIRED); // the first thread that notices ends it, so that a late renewal cannot revive it
        return 0;
    }
}
