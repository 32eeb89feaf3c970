/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.consul.ConsulHttp.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Releases keys that our sessions hold but no campaign of ours claims, because other campaigns keep the sessions alive:
 * a restored snapshot may contain such keys, and requests that were considered lost may create them. Lives on the loop.
 */
final class OrphanCleanup {
    private static final int PERIOD_IN_TTLS = 4;
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(4);

    private final CampaignContext context;
    private final Duration period;
    private long lookedAt;
    private boolean reading;

    OrphanCleanup(CampaignContext context) {
        this.context = context;
        this.period = ConsulSettings.longer(context.settings().ttl().multipliedBy(PERIOD_IN_TTLS), SHORTEST_PERIOD);
        this.lookedAt = context.now();
    }

    /** Makes the next read due at once. */
    void doubt() {
        lookedAt = context.now() - period.toNanos() - 1;
    }

    void tick() {
        if (!reading
                && context.now() - lookedAt > period.toNanos()
                && !context.pool().isEmpty()) {
            context.api()
                    .readAll(
                            Lane.ORDERS,
                            context.settings().keys().all(),
                            context.settings().patience(),
                            this::onEntries,
                            failure -> reading = false);
            reading = true;
            lookedAt = context.now();
        }
    }

    private void onEntries(List<Entry> entries) {
        reading = false;
        Set<String> claimed = context.claimedKeys();
        entries.stream().filter(entry -> !claimed.contains(entry.key())).forEach(entry -> entry.session()
                .flatMap(context.pool()::find)
                .ifPresent(session -> free(entry, session)));
    }

    /** Releases the key unless it was written since the read. */
    private void free(Entry entry, Session session) {
        Write write = new Write().ifAt(entry.key(), entry.modifiedAt());
        if (Keys.isSeat(entry.key())) {
            context.api().write(write.unlock(entry.key(), session), freed -> {}, failure -> {});
        } else if (Keys.isQueued(entry.key())) {
            context.api().write(write.delete(entry.key()), freed -> {}, failure -> {});
        }
    }
}
