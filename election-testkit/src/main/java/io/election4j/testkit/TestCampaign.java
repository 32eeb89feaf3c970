/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** Renews a campaign as the engine does, and records the service's promises to it. */
final class TestCampaign {
    private static final int BEATS = 3;

    private final Backend backend;
    private final Campaign campaign;
    private final String candidateId;
    private final Duration ttl;
    private final Duration patience;
    private final List<Long> promises = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Duration>> renewals = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> wonAt;
    private final ScheduledFuture<?> renewing;
    private boolean stopped;

    TestCampaign(
            Backend backend,
            Campaign campaign,
            String candidateId,
            Duration ttl,
            ScheduledExecutorService threads,
            Duration patience) {
        this.backend = backend;
        this.campaign = campaign;
        this.candidateId = candidateId;
        this.ttl = ttl;
        this.patience = patience;
        this.wonAt = campaign.won().thenApply(token -> System.nanoTime());
        this.renewing =
                threads.scheduleAtFixedRate(this::renewUnlessStopped, 0, ttl.toNanos() / BEATS, TimeUnit.NANOSECONDS);
    }

    Campaign campaign() {
        return campaign;
    }

    String candidateId() {
        return candidateId;
    }

    boolean hasWon() {
        return campaign.won().isDone() && !campaign.won().isCompletedExceptionally();
    }

    /** Waits for the win and returns the fencing token. */
    long awaitWin() {
        assertThat(campaign.won()).as("win of %s", candidateId).succeedsWithin(patience);
        return campaign.won().join();
    }

    /** Returns when the win was reported, on {@link System#nanoTime}; the win itself was not later. */
    long awaitWonAt() {
        awaitWin();
        return wonAt.join();
    }

    /**
     * Until when, on {@link System#nanoTime}, no other campaign may win; empty before a renewal after the win has
     * succeeded.
     */
    OptionalLong promisedUntil() {
        return promises.stream().mapToLong(Long::longValue).reduce((one, other) -> other - one > 0 ? other : one);
    }

    /** Waits for the win and for the first promise. */
    long awaitProof() {
        long token = awaitWin();
        awaitRenewal();
        return token;
    }

    /** Waits until a renewal asked for from now on succeeds; on a busy machine, single renewals may come too late. */
    void awaitRenewal() {
        Wait.until(
                patience,
                "renewal of " + candidateId,
                () -> succeeds(renew()) || campaign.lost().isDone());
        assertThat(campaign.lost()).as("seat of %s", candidateId).isNotDone();
    }

    /** An outcome that does not come within one time to live does not come. */
    private boolean succeeds(CompletableFuture<Duration> renewal) {
        return renewal.handle((span, error) -> error == null)
                .completeOnTimeout(false, ttl.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /**
     * Stops standing while the process goes on: sends no renewal any more, and waits for those under way, which a
     * backend may leave without an outcome.
     */
    void stopRenewing() {
        synchronized (this) {
            stopped = true;
        }
        renewing.cancel(false);
        CompletableFuture<?>[] sent = renewals.toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(sent)
                .exceptionally(error -> null)
                .completeOnTimeout(null, ttl.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    void leave() {
        stopRenewing();
        assertThat(campaign.leave()).as("leave() of %s", candidateId).succeedsWithin(patience);
    }

    /** Asserts that the campaign learns within two times to live that its seat is gone. */
    void awaitUnseated() {
        Duration limit = ttl.multipliedBy(2).plus(RuleFixture.PROMPT);
        assertThat(isUnseatedWithin(limit))
                .as("%s knows within %s that the seat is gone", candidateId, limit)
                .isTrue();
    }

    /** Whether the loss is reported in time, or a renewal asked for from now on fails. */
    boolean isUnseatedWithin(Duration limit) {
        try {
            Wait.until(limit, candidateId + " knows that its seat is gone", () -> !mayLead());
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    /** A renewal without an answer within one time to live proves nothing. */
    private boolean mayLead() {
        return !campaign.lost().isDone()
                && renew().handle((span, error) -> error == null)
                        .completeOnTimeout(true, ttl.toNanos(), TimeUnit.NANOSECONDS)
                        .join();
    }

    /** True for a win, false for an end without one. */
    CompletableFuture<Boolean> outcome() {
        return CompletableFuture.anyOf(
                        campaign.won().handle((token, error) -> error == null),
                        campaign.lost().handle((none, error) -> false))
                .thenApply(Boolean.class::cast);
    }

    /**
     * Whether the attempt wins and is then renewed, as opposed to fails; one of both must happen. The first renewal may be granted
     * by the proof of the win; the second asks the service.
     */
    boolean provesItsWin() {
        assertThat(outcome()).as("win or end of %s", candidateId).succeedsWithin(patience);
        return outcome().join() && isNextRenewalGranted() && isNextRenewalGranted();
    }

    /** Renews until a renewal has an outcome; whether that was granted. */
    private boolean isNextRenewalGranted() {
        CompletableFuture<Boolean> granted = new CompletableFuture<>();
        Wait.until(patience, "outcome of a renewal of " + candidateId, () -> {
            CompletableFuture<Boolean> told = renew().handle((span, error) -> granted.complete(error == null));
            var unused = told.completeOnTimeout(false, ttl.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
            return granted.isDone();
        });
        return granted.join();
    }

    /** Leaves as the engine does after a loss, when no confirmation by the service is needed. */
    void giveUp() {
        stopRenewing();
        var unused = campaign.leave()
                .exceptionally(error -> null)
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /** Waits for a renewal that fails, as each does of a campaign that has no place any more; none succeeds. */
    void awaitNoRenewal() {
        assertThat(isNextRenewalGranted())
                .as("renewal of %s, who is unseated", candidateId)
                .isFalse();
    }

    CompletableFuture<Duration> renew() {
        long calledAt = System.nanoTime();
        boolean won = hasWon();
        CompletableFuture<Duration> renewal = RenewalFuture.of(backend, campaign)
                .thenApply(span -> {
                    if (won) {
                        promises.add(calledAt + span.toNanos());
                    }
                    return span;
                });
        renewals.add(renewal);
        return renewal;
    }

    private synchronized void renewUnlessStopped() {
        if (!stopped) {
            var unused = renew();
        }
    }
}
