/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;

/** A seat that was won, until somebody else is seen on it, or nobody. Lives on the loop. */
final class HeldSeat {
    private final CampaignOffice office;
    private final String seat;
    private final Session session;
    private final long token;
    private final Runnable onTaken;
    private boolean closed;

    /**
     * Trusts the win.
     *
     * @param session holds the seat
     * @param token the index at which it was locked
     */
    HeldSeat(CampaignOffice office, String seat, Session session, long token, Runnable onTaken) {
        this.office = office;
        this.seat = seat;
        this.session = session;
        this.token = token;
        this.onTaken = onTaken;
    }

    /** A watch has shown the seat; watches are hints, and may show what was before the win. */
    void onHint(Optional<Entry> entry) {
        boolean old = entry.filter(present -> present.modifiedAt() < token).isPresent();
        if (!old && !isOurs(entry)) {
            office.api()
                    .read(
                            ConsulHttp.Lane.PULSE,
                            seat,
                            office.settings().patience(),
                            present -> {
                                if (!closed && !isOurs(present)) {
                                    onTaken.run();
                                }
                            },
                            unknown -> {});
        }
    }

    private boolean isOurs(Optional<Entry> entry) {
        return entry.filter(present -> present.isHeldBy(session)).isPresent();
    }

    /** Nothing is told from now on. */
    void close() {
        closed = true;
    }
}
