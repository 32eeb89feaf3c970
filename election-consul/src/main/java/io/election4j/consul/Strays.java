/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.consul.ConsulHttp.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Frees what our sessions hold although no campaign of ours stands behind it, because the sessions live on for others: a
 * restored snapshot brings such entries back, and so can requests that were thought to be lost. Lives on the loop.
 */
final class Strays {
    private static final int PERIOD_IN_TTLS = 4;
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(4);

    private final CampaignOffice office;
    private final Duration period;
    private long lookedAt;
    private boolean looking;

    Strays(CampaignOffice office) {
        this.office = office;
        this.period = ConsulSettings.longer(office.settings().ttl().multipliedBy(PERIOD_IN_TTLS), SHORTEST_PERIOD);
        this.lookedAt = office.now();
    }

    /** Looks as soon as possible. */
    void doubt() {
        lookedAt = office.now() - period.toNanos() - 1;
    }

    void tick() {
        if (!looking
                && office.now() - lookedAt > period.toNanos()
                && !office.pool().isEmpty()) {
            looking = true;
            lookedAt = office.now();
            office.api()
                    .readAll(
                            Lane.ORDERS,
                            office.settings().keys().all(),
                            office.settings().patience(),
                            this::onLook,
                            failure -> looking = false);
        }
    }

    private void onLook(List<Entry> entries) {
        looking = false;
        Set<String> claimed = office.claimedKeys();
        entries.stream().filter(entry -> !claimed.contains(entry.key())).forEach(entry -> entry.session()
                .flatMap(office.pool()::find)
                .ifPresent(session -> free(entry, session)));
    }

    /** Whatever has become of the key since then stays as it is. */
    private void free(Entry entry, Session session) {
        Write write = new Write().ifAt(entry.key(), entry.modifiedAt());
        if (Keys.isSeat(entry.key())) {
            office.api().write(write.unlock(entry.key(), session), freed -> {}, failure -> {});
        } else if (Keys.isQueued(entry.key())) {
            office.api().write(write.delete(entry.key()), freed -> {}, failure -> {});
        }
    }
}
