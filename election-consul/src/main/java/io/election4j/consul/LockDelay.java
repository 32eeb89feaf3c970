/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.BackendThreads;
import io.election4j.backend.ExponentialBackoff;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when to try again to lock a seat after the session of its last holder was ended by force. The service does
 * not report the lock-delay; it is that of the holder, which equals ours unless the holder was foreign. Lives on the
 * loop.
 */
final class LockDelay {
    private static final Duration MARGIN = Duration.ofMillis(3);
    private static final Duration FIRST_RETRY = Duration.ofMillis(20);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    private final CampaignContext context;
    private Optional<BackendThreads.Timer> timer = Optional.empty();
    private Optional<Long> freeSince = Optional.empty();
    private Optional<Long> lostAfter = Optional.empty();
    private long lostSince;
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_RETRY, LONGEST_RETRY);

    LockDelay(CampaignContext context) {
        this.context = context;
    }

    /** Notes that the delay began now or earlier. */
    void seatSeenFree() {
        if (freeSince.isEmpty()) {
            freeSince = Optional.of(context.now());
        }
    }

    /**
     * Runs a task when an empty seat may be locked: at once, or when it has been empty for the delay. The delay counts
     * from the time at which the seat was first seen empty after its latest lock, which is not before it became empty.
     */
    void whenDue(VacantSeat vacant, Duration usual, Runnable then) {
        if (!vacant.lostAfter().equals(lostAfter)) {
            lostAfter = vacant.lostAfter();
            lostSince = context.now();
        }
        if (isRunning()) {
            return;
        }
        Duration left = vacant.delay(usual).minusNanos(context.now() - lostSince);
        if (lostAfter.isEmpty() || left.isNegative()) {
            then.run();
        } else {
            plan(left.plus(MARGIN), then);
        }
    }

    boolean isRunning() {
        return timer.isPresent();
    }

    void wait(Duration usual, Runnable then) {
        Duration pause = backoff.present();
        if (freeSince.isPresent()) {
            pause = usual.plus(MARGIN).minusNanos(context.now() - freeSince.get());
            freeSince = Optional.empty();
        }
        if (pause.compareTo(backoff.present()) <= 0) {
            pause = backoff.next();
        }
        plan(pause, then);
    }

    private void plan(Duration pause, Runnable then) {
        timer = Optional.of(context.threads().after(pause, () -> {
            timer = Optional.empty();
            then.run();
        }));
    }

    void cancel() {
        timer.ifPresent(BackendThreads.Timer::cancel);
        timer = Optional.empty();
        freeSince = Optional.empty();
        backoff.reset();
    }
}
