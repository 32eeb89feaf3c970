/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;

/** A seat that was won, until a read shows it with another session, with none, or written by anybody since. Lives on the loop. */
final class SeatMonitor {
    private final CampaignRegistry registry;
    private final String seat;
    private final Session session;
    private final long token;
    private final Runnable onTaken;
    private boolean closed;

    /** Trusts the win, by which the session got the seat. */
    SeatMonitor(CampaignRegistry registry, String seat, Session session, long token, Runnable onTaken) {
        this.registry = registry;
        this.seat = seat;
        this.session = session;
        this.token = token;
        this.onTaken = onTaken;
    }

    /** A watch has shown the seat; watches are hints, so what looks like a loss is read. */
    void onHint(Optional<Entry> entry) {
        if (!isOurs(entry)) {
            registry.api()
                    .read(
                            ConsulHttp.Lane.ORDERS,
                            seat,
                            registry.settings().patience(),
                            present -> {
                                if (!closed && !isOurs(present)) {
                                    onTaken.run();
                                }
                            },
                            unknown -> {});
        }
    }

    private boolean isOurs(Optional<Entry> entry) {
        return entry.filter(present -> present.isLockedBy(session, token)).isPresent();
    }

    /** Nothing is told from now on. */
    void close() {
        closed = true;
    }
}
