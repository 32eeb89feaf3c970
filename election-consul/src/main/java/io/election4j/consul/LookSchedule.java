/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;

/** When a waiting candidate looks again although no watch says so: watches are hints. Lives on the loop. */
final class LookSchedule {
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(5);

    private final CampaignOffice office;
    private final Claim claim;
    private final Duration period;
    private long lookedAt;

    LookSchedule(CampaignOffice office, Claim claim) {
        this.office = office;
        this.claim = claim;
        this.period = ConsulSettings.longer(office.settings().ttl().multipliedBy(2), SHORTEST_PERIOD);
        this.lookedAt = office.now();
    }

    void looked() {
        lookedAt = office.now();
    }

    /** The service may have lost what it knew. */
    void doubt() {
        lookedAt = office.now() - period.toNanos() - 1;
    }

    /** Whether it is time to ask the service; where one query shows all keys, its answer is look enough. */
    boolean isDue(Session own) {
        if (office.now() - lookedAt <= period.toNanos()) {
            return false;
        }
        boolean shown = isShownWaiting(own);
        if (shown) {
            looked(); // there is no way past whoever is in front
        }
        return !shown;
    }

    /** Whether the watch of all keys shows our entry in the queue, and the seat with somebody else. */
    private boolean isShownWaiting(Session own) {
        return office.watches().shows(claim.queueKey(), entry -> entry.isHeldBy(own))
                && office.watches()
                        .shows(claim.seat(), entry -> entry.isHeld() && !entry.isHeldBy(own) && !entry.isForeign());
    }
}
