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

    private final CampaignRegistry registry;
    private final AttemptKeys attemptKeys;
    private final Duration period;
    private long lookedAt;

    ReadSchedule(CampaignRegistry registry, AttemptKeys attemptKeys) {
        this.registry = registry;
        this.attemptKeys = attemptKeys;
        this.period = ConsulSettings.longer(registry.settings().ttl().multipliedBy(2), SHORTEST_PERIOD);
        this.lookedAt = registry.now();
    }

    void onRead() {
        lookedAt = registry.now();
    }

    /** Makes the next read due at once, because the service may have lost data. */
    void doubt() {
        lookedAt = registry.now() - period.toNanos() - 1;
    }

    /** Whether a read is due; if one query watches all keys, its answer may replace the read. */
    boolean isDue(Session own) {
        if (registry.now() - lookedAt <= period.toNanos()) {
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
        return registry.watches().shows(attemptKeys.queueKey(), entry -> entry.isHeldBy(own))
                && registry.watches()
                        .shows(
                                attemptKeys.seat(),
                                entry -> entry.isHeld() && !entry.isHeldBy(own) && !entry.isForeign());
    }
}
