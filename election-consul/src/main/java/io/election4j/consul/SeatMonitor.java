/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;

/**
 * Monitors a seat that was won, until a read shows it with another session, with none, or written since. Lives on the
 * loop.
 */
final class SeatMonitor {
    private final CampaignContext context;
    private final String seat;
    private final Session session;
    private final long token;
    private final Runnable onTaken;
    private boolean closed;

    /** Creates a monitor without a read, because the win shows that the session has the seat. */
    SeatMonitor(CampaignContext context, String seat, Session session, long token, Runnable onTaken) {
        this.context = context;
        this.seat = seat;
        this.session = session;
        this.token = token;
        this.onTaken = onTaken;
    }

    /** A watch has shown the seat. Watches are hints, so an apparent loss is confirmed by a read. */
    void onHint(Optional<Entry> entry) {
        if (!isOurs(entry)) {
            context.api()
                    .read(
                            ConsulHttp.Lane.ORDERS,
                            seat,
                            context.settings().patience(),
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

    /** Stops all reports. */
    void close() {
        closed = true;
    }
}
