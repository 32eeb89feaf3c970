/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;

/**
 * Decides when a waiting candidate reads again without an event of a watch, because watches are hints. Lives on the
 * loop.
 */
final class ReadSchedule {
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(5);

    private final CampaignContext context;
    private final AttemptKeys attemptKeys;
    private final Duration period;
    private long lookedAt;

    ReadSchedule(CampaignContext context, AttemptKeys attemptKeys) {
        this.context = context;
        this.attemptKeys = attemptKeys;
        this.period = ConsulSettings.longer(context.settings().ttl().multipliedBy(2), SHORTEST_PERIOD);
        this.lookedAt = context.now();
    }

    void onRead() {
        lookedAt = context.now();
    }

    /** Makes the next read due at once, because the service may have lost data. */
    void doubt() {
        lookedAt = context.now() - period.toNanos() - 1;
    }

    /**
     * Whether a read is due; if one query watches all keys, its answer may replace the read.
     *
     * @param uncertain whether a lock of ours may still take effect, after which nobody leads until it is noticed
     */
    boolean isDue(Session own, boolean uncertain) {
        Duration interval = uncertain ? context.settings().ttl().dividedBy(2) : period;
        if (context.now() - lookedAt <= interval.toNanos()) {
            return false;
        }
        boolean shown = isShownWaiting(own);
        if (shown) {
            onRead(); // another session holds the seat, so this candidate cannot win now
        }
        return !shown;
    }

    /** Whether the watch of all keys shows our entry in the queue, and the seat with another session. */
    private boolean isShownWaiting(Session own) {
        return context.watches().shows(attemptKeys.queueKey(), entry -> entry.isHeldBy(own))
                && context.watches()
                        .shows(
                                attemptKeys.seat(),
                                entry -> entry.isHeld() && !entry.isHeldBy(own) && !entry.isForeign());
    }
}
