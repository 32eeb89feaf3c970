/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Term;
import io.election4j.TermEnd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A term whose deadline moves forward while renewals succeed. Reads never depend on the loop being on time. */
final class LiveTerm implements Term {
    private final Loop loop;
    private final long fencingToken;
    private final Executor observers;
    private final Consumer<LiveTerm> onResign;
    private final AtomicReference<@Nullable TermEnd> end = new AtomicReference<>();
    private final CompletableFuture<TermEnd> ended = new CompletableFuture<>();
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

    /** The first reason stands. Observers may block, so they are told on a thread of their own. */
    void end(TermEnd reason) {
        if (end.compareAndSet(null, reason)) {
            var unused = ended.completeAsync(() -> reason, observers);
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
        end(TermEnd.EXPIRED); // whoever notices first ends it, so that a late renewal cannot revive it
        return 0;
    }
}
