/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Renews a campaign six times per time to live, as the engine does; for a backend's own tests. The methods that wait do
 * so as {@link Wait} does. Thread-safe.
 */
public final class RenewedCampaign implements AutoCloseable {
    private static final int BEATS = 6;

    private final Backend backend;
    private final Campaign campaign;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-beat");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger successes = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    private RenewedCampaign(Backend backend, Campaign campaign) {
        this.backend = backend;
        this.campaign = campaign;
    }

    /** Enters an election with a new campaign and renews it from now on. */
    public static RenewedCampaign stand(Backend backend, String election, String candidateId, Duration ttl) {
        RenewedCampaign renewed = new RenewedCampaign(backend, backend.campaign(election, candidateId, ttl));
        var unused = renewed.beat.scheduleAtFixedRate(renewed::renew, 0, ttl.toNanos() / BEATS, TimeUnit.NANOSECONDS);
        return renewed;
    }

    private void renew() {
        var unused = renewOnce().whenComplete((span, error) -> {
            failure = error;
            if (error == null) {
                successes.incrementAndGet();
            }
        });
    }

    /** Renews once more; the outcome as {@link RenewalFuture#of} tells it. */
    public CompletableFuture<Duration> renewOnce() {
        return RenewalFuture.of(backend, campaign);
    }

    public Campaign campaign() {
        return campaign;
    }

    /** Waits for the win and returns its fencing token. */
    public long awaitToken() {
        return Wait.of(campaign.won());
    }

    public boolean hasWon() {
        return campaign.won().isDone() && !campaign.won().isCompletedExceptionally();
    }

    /** How many renewals have succeeded so far. */
    public int renewals() {
        return successes.get();
    }

    public boolean isLost() {
        return campaign.lost().isDone();
    }

    /** Why the last renewal failed; null if it did not. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Waits for a failed renewal. */
    public void awaitFailure() {
        Wait.until("renewal fails", () -> failure != null);
    }

    /**
     * Waits for renewals asked for from now on; fails at once when the campaign is over, because none can succeed then.
     */
    public void awaitRenewals(int more) {
        int target = successes.get() + more + 1; // one may be under way
        try {
            Wait.until(more + " renewals succeed", () -> successes.get() >= target || isOver());
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + ", the last failure is " + failure, late);
        }
        if (successes.get() < target) {
            throw new AssertionError("the campaign ended before " + more + " renewals had succeeded", failure);
        }
    }

    private boolean isOver() {
        return isLost() || campaign.won().isCompletedExceptionally();
    }

    /** Stops renewing, leaves the election and waits for the confirmation. */
    public void leave() {
        stop();
        Wait.of(campaign.leave());
    }

    /** Stops renewing. */
    public void stop() {
        beat.shutdownNow();
    }

    /** Stops renewing; the campaign then expires at the service. */
    @Override
    public void close() {
        stop();
    }
}
