/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;

/** Hears what became of the seat that a candidate waits for. */
interface SeatListener {
    /** The seat was locked, by a request sent at that time, for a session with that lock-delay. */
    void onWin(long token, long askedAt, Duration lockDelay);

    /** The seat, once won, belongs to another or to nobody. */
    void onSeatTaken();
}
