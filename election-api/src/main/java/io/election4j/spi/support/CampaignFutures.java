/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Campaign} tells its owner, and what the owner asks of it: futures are completed on the messenger,
 * questions are put on the loop, and nobody hears of a win after having left. Thread-safe.
 */
public final class CampaignFutures {

    /**
     * That a seat is held, and nobody else's for a span from when the service was asked.
     *
     * @param askedAt on the backend's clock
     */
    public record Proof(long askedAt, Duration span) {
        /** What is left of the span, if that is at least half of it: so much lasts until the next beat of renewals. */
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
    private volatile boolean leaving;
    private volatile long lastRenewed;

    /**
     * Begins unrenewed, as of now.
     *
     * @param clock nanoseconds, monotonic
     * @param closed what is said once the backend is closed
     */
    public CampaignFutures(BackendThreads threads, LongSupplier clock, Supplier<ElectionException> closed) {
        this.threads = threads;
        this.clock = clock;
        this.closed = closed;
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
     * As {@link Campaign#renew}. The first renewal after a win is answered with what is left of the proof that came with
     * it, so that a term need not wait for the service to say the same again.
     *
     * @param ask gets the future to complete, on the loop
     */
    public CompletableFuture<Duration> renew(Consumer<CompletableFuture<Duration>> ask) {
        lastRenewed = clock.getAsLong();
        Optional<Duration> known =
                Optional.ofNullable(firstProof.getAndSet(null)).flatMap(proof -> proof.leftAt(clock.getAsLong()));
        if (known.isPresent() && !leaving) {
            return CompletableFuture.completedFuture(known.get());
        }
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        if (!threads.run(() -> ask.accept(answer))) {
            answer.completeExceptionally(closed.get());
        }
        return answer;
    }

    /**
     * As {@link Campaign#leave}.
     *
     * @param end what is to be done for it, on the loop
     * @param confirmed completes when that is done
     */
    public CompletableFuture<Void> leave(Runnable end, CompletableFuture<Void> confirmed) {
        leaving = true;
        if (!threads.run(end)) {
            confirmed.completeExceptionally(closed.get());
        }
        return confirmed;
    }

    /** How long nobody has asked for a renewal: who is silent for too long does not stand any more (rule 4). */
    public Duration sinceLastRenewal() {
        return Duration.ofNanos(clock.getAsLong() - lastRenewed);
    }

    /**
     * The campaign has won, unless its owner has left meanwhile.
     *
     * @param proof what is known of the seat by then, as good as that of a renewal asked for at the same time
     */
    public void completeWon(long token, Proof proof) {
        firstProof.set(proof);
        threads.tell(() -> {
            if (leaving) {
                won.completeExceptionally(ServiceProblems.over());
            } else {
                won.complete(token);
            }
        });
    }

    /** The service took the seat, or the place in the queue, away. */
    public void completeLost() {
        firstProof.set(null);
        threads.done(lost);
    }

    /** There will be no win any more; without effect after one. */
    public void failWon(ElectionException reason) {
        threads.fail(won, reason);
    }

    /** The backend has been closed, and with it everything of this campaign. */
    public void failAll(ElectionException reason) {
        firstProof.set(null);
        threads.fail(won, reason);
        threads.fail(lost, reason);
    }

    /** The backend was closed before the campaign began. */
    public void neverBegan() {
        won.completeExceptionally(closed.get());
    }
}
