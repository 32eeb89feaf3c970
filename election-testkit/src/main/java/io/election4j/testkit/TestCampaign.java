/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A campaign that is renewed as the engine would, and what the service has promised it. */
final class TestCampaign {
    private static final int BEATS = 3;

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
            Campaign campaign, String candidateId, Duration ttl, ScheduledExecutorService threads, Duration patience) {
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

    /** The fencing token. */
    long awaitWin() {
        assertThat(campaign.won()).as("win of %s", candidateId).succeedsWithin(patience);
        return campaign.won().join();
    }

    /** When the win was told, on {@link System#nanoTime}; the win itself was not later. */
    long awaitWonAt() {
        awaitWin();
        return wonAt.join();
    }

    /** Until when, on {@link System#nanoTime}, nobody else may win; empty before a renewal after the win has succeeded. */
    OptionalLong promisedUntil() {
        return promises.stream().mapToLong(Long::longValue).reduce((one, other) -> other - one > 0 ? other : one);
    }

    /** Wins, and waits for the first promise. */
    long awaitProof() {
        long token = awaitWin();
        awaitRenewal();
        return token;
    }

    /** Until a renewal asked for from now on succeeds; on a busy machine, one or another may come too late. */
    void awaitRenewal() {
        Wait.until(
                patience,
                "renewal of " + candidateId,
                () -> succeeds(renew()) || campaign.lost().isDone());
        assertThat(campaign.lost()).as("seat of %s", candidateId).isNotDone();
    }

    private boolean succeeds(CompletableFuture<Duration> renewal) {
        return renewal.handle((span, error) -> error == null)
                .completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /** The process goes on and has stopped standing: no renewal is sent any more, and none is under way. */
    void stopRenewing() {
        synchronized (this) {
            stopped = true;
        }
        renewing.cancel(false);
        CompletableFuture<?>[] sent = renewals.toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(sent)
                .exceptionally(error -> null)
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    void leave() {
        stopRenewing();
        assertThat(campaign.leave()).as("leave() of %s", candidateId).succeedsWithin(patience);
    }

    /** Learns within two times to live that the seat is gone. */
    void awaitUnseated() {
        Duration limit = ttl.multipliedBy(2).plus(RuleFixture.PROMPT);
        assertThat(isUnseatedWithin(limit))
                .as("%s knows within %s that the seat is gone", candidateId, limit)
                .isTrue();
    }

    /** Whether the loss is told in time, or a renewal asked for from now on fails. */
    boolean isUnseatedWithin(Duration limit) {
        try {
            Wait.until(limit, candidateId + " knows that its seat is gone", () -> !mayLead());
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    /** A renewal that is not answered within one time to live tells nothing. */
    private boolean mayLead() {
        return !campaign.lost().isDone()
                && renew().handle((span, error) -> error == null)
                        .completeOnTimeout(true, ttl.toNanos(), TimeUnit.NANOSECONDS)
                        .join();
    }

    /** True at a win, false at an end without one. */
    CompletableFuture<Boolean> outcome() {
        return CompletableFuture.anyOf(
                        campaign.won().handle((token, error) -> error == null),
                        campaign.lost().handle((none, error) -> false))
                .thenApply(Boolean.class::cast);
    }

    /** Whether the attempt wins and is then renewed, as opposed to fails; one of both must happen. */
    boolean provesItsWin() {
        assertThat(outcome()).as("win or end of %s", candidateId).succeedsWithin(patience);
        CompletableFuture<Boolean> proof = outcome().join()
                ? renew().handle((span, error) -> error == null)
                : CompletableFuture.completedFuture(false);
        assertThat(proof).as("renewal of %s", candidateId).succeedsWithin(patience);
        return proof.join();
    }

    /** Leaves as the engine does after a loss, when the service need not confirm anything. */
    void giveUp() {
        stopRenewing();
        var unused = campaign.leave()
                .exceptionally(error -> null)
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /** The seat does not come back. */
    void awaitNoRenewal() {
        assertThat(renew().handle((span, error) -> error != null))
                .as("failure of a renewal of %s, who is unseated", candidateId)
                .succeedsWithin(patience)
                .isEqualTo(true);
    }

    CompletableFuture<Duration> renew() {
        long calledAt = System.nanoTime();
        boolean won = hasWon();
        CompletableFuture<Duration> renewal = campaign.renew().thenApply(span -> {
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
