/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A campaign that is renewed six times per time to live, as the engine does it. */
final class Renewed implements AutoCloseable {
    private final Campaign campaign;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-beat");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger successes = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    private Renewed(Campaign campaign, Duration ttl) {
        this.campaign = campaign;
        var unused = beat.scheduleAtFixedRate(this::renew, 0, ttl.toNanos() / 6, TimeUnit.NANOSECONDS);
    }

    static Renewed stand(Backend backend, String election, String candidateId, Duration ttl) {
        return new Renewed(backend.campaign(election, candidateId, ttl), ttl);
    }

    private void renew() {
        var unused = campaign.renew().whenComplete((span, error) -> {
            failure = error;
            if (error == null) {
                successes.incrementAndGet();
            }
        });
    }

    Campaign campaign() {
        return campaign;
    }

    long awaitToken() {
        return Wait.of(campaign.won());
    }

    boolean hasWon() {
        return campaign.won().isDone() && !campaign.won().isCompletedExceptionally();
    }

    /** How many have succeeded so far. */
    int renewals() {
        return successes.get();
    }

    boolean isLost() {
        return campaign.lost().isDone();
    }

    /** Why the last renewal failed; null if it did not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void awaitFailure() {
        Wait.until("renewal fails", () -> failure != null);
    }

    /** Waits for renewals asked for from now on. */
    void awaitRenewals(int more) {
        int target = successes.get() + more + 1; // one may be on its way
        Wait.until(more + " renewals succeed, last failure " + failure, () -> successes.get() >= target);
    }

    void leave() {
        stop();
        Wait.of(campaign.leave());
    }

    /** Stops renewing. */
    void stop() {
        beat.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }
}
