/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.support.BackendThreads;
import java.time.Duration;
import java.util.Optional;

/**
 * When to try again for a seat whose last holder was ended by force. The service names no time; it is its holder's, which
 * is ours unless the holder was a stranger. Lives on the loop.
 */
final class LockDelay {
    private static final Duration MARGIN = Duration.ofMillis(3);
    private static final Duration FIRST_RETRY = Duration.ofMillis(20);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    private final CampaignOffice office;
    private Optional<BackendThreads.Timer> timer = Optional.empty();
    private Optional<Long> freeSince = Optional.empty();
    private Duration retry = FIRST_RETRY;

    LockDelay(CampaignOffice office) {
        this.office = office;
    }

    /** The delay began now or earlier. */
    void seatSeenFree() {
        if (freeSince.isEmpty()) {
            freeSince = Optional.of(office.now());
        }
    }

    boolean isRunning() {
        return timer.isPresent();
    }

    void wait(Duration usual, Runnable then) {
        Duration pause = retry;
        if (freeSince.isPresent()) {
            pause = usual.plus(MARGIN).minusNanos(office.now() - freeSince.get());
            freeSince = Optional.empty();
        }
        if (pause.compareTo(retry) <= 0) {
            pause = retry;
            retry = ConsulSettings.shorter(retry.multipliedBy(2), LONGEST_RETRY);
        }
        timer = Optional.of(office.threads().after(pause, () -> {
            timer = Optional.empty();
            then.run();
        }));
    }

    void cancel() {
        timer.ifPresent(BackendThreads.Timer::cancel);
        timer = Optional.empty();
        freeSince = Optional.empty();
        retry = FIRST_RETRY;
    }
}
