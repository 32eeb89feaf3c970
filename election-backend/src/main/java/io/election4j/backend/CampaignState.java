/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state of one {@link Campaign} (it waits, has won, is over), and connects it with its owner: completes futures on the
 * messenger, handles the owner's calls on the loop, and reports no win after the owner has left. What the owner calls is
 * thread-safe: {@link #won}, {@link #lost}, {@link #renewed}, {@link #leave}; everything else is called on the loop.
 */
public final class CampaignState {

    /**
     * States that the campaign holds the seat, and that no other campaign can win for a span from the time of the
     * request.
     *
     * @param askedAt the time of the request on the backend's clock
     */
    public record Proof(long askedAt, Duration span) {
        /** The rest of the span, if that is at least half of it: half a span lasts until the next beat of renewals. */
        private Optional<Duration> leftAt(long now) {
            Duration left = span.minusNanos(now - askedAt);
            return Optional.of(left).filter(enough -> enough.compareTo(span.dividedBy(2)) >= 0);
        }
    }

    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Supplier<ElectionException> closed;
    private final CompletableFuture<Long> won = new CompletableFuture<>();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final AtomicReference<@Nullable Proof> firstProof = new AtomicReference<>();
    private final Runnable onEnd;
    private volatile boolean leaving;
    private volatile long lastRenewed;
    private boolean hasWon;
    private boolean over;

    /**
     * Creates the state of a campaign that waits; the time without a renewal starts now.
     *
     * @param clock nanoseconds, monotonic
     * @param closed makes the failure that is reported once the backend is closed
     * @param onEnd releases what the service may hold for the campaign; called once, when it is over for any reason but
     *     {@link #abort}
     */
    public CampaignState(
            BackendThreads threads, LongSupplier clock, Supplier<ElectionException> closed, Runnable onEnd) {
        this.threads = threads;
        this.clock = clock;
        this.closed = closed;
        this.onEnd = onEnd;
        this.lastRenewed = clock.getAsLong();
    }

    /** As {@link Campaign#won}. */
    public CompletableFuture<Long> won() {
        return won;
    }

    /** As {@link Campaign#lost}. */
    public CompletableFuture<Void> lost() {
        return lost;
    }

    /**
     * Notes that the owner asks for a renewal, see {@link #sinceLastRenewal}. The first renewal after a win is granted for
     * the rest of the proof of that win, so that the term does not wait for a second answer of the service.
     *
     * @return the span that is granted; empty if the service must be asked
     */
    public Optional<Duration> renewed() {
        lastRenewed = clock.getAsLong();
        return Optional.ofNullable(firstProof.getAndSet(null))
                .filter(proof -> !leaving)
                .flatMap(proof -> proof.leftAt(clock.getAsLong()));
    }

    /**
     * As {@link Campaign#leave}: ends the campaign.
     *
     * @param released completes when the service holds nothing of it any more
     */
    public CompletableFuture<Void> leave(CompletableFuture<Void> released) {
        leaving = true;
        if (!threads.run(this::end)) {
            released.completeExceptionally(closed.get());
        }
        return released;
    }

    /**
     * The time since the owner last called for a renewal: a campaign without renewals for too long has stopped standing
     * (rule 4).
     */
    public Duration sinceLastRenewal() {
        return Duration.ofNanos(clock.getAsLong() - lastRenewed);
    }

    /** Whether it has won, also if it is over since. */
    public boolean hasWon() {
        return hasWon;
    }

    /** Whether it has been lost, left or given up. */
    public boolean isOver() {
        return over;
    }

    /**
     * It wins, unless it is over or the owner has left meanwhile.
     *
     * @param proof the proof of the seat, as strong as that of a renewal requested at the same time
     */
    public void win(long token, Proof proof) {
        if (over || hasWon) {
            return;
        }
        hasWon = true;
        firstProof.set(proof);
        threads.tell(() -> {
            if (leaving) {
                won.completeExceptionally(ServiceProblems.over());
            } else {
                won.complete(token);
            }
        });
    }

    /** The service took the seat, or the place in the queue, away, or will. */
    public void lose() {
        if (!over) {
            firstProof.set(null);
            try {
                threads.done(lost);
            } finally {
                end();
            }
        }
    }

    /** It cannot win any more. */
    public void fail(ElectionException reason) {
        if (!over) {
            try {
                threads.fail(won, reason);
            } finally {
                end();
            }
        }
    }

    private void end() {
        if (!over) {
            over = true;
            try {
                onEnd.run();
            } finally {
                threads.fail(won, ServiceProblems.over());
            }
        }
    }

    /** It fails without a release, because the backend has been closed. */
    public void abort(ElectionException reason) {
        over = true;
        firstProof.set(null);
        threads.fail(won, reason);
        threads.fail(lost, reason);
    }

    /** The backend was closed before the campaign began. Any thread. */
    void neverBegan() {
        won.completeExceptionally(closed.get());
        lost.completeExceptionally(closed.get());
    }
}
