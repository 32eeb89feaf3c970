/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;

/** Receives the outcome for the seat that a candidate waits for. */
interface SeatListener {
    /** The seat was locked, by a request sent at the given time, for a session with the given lock-delay. */
    void onWin(long token, long askedAt, Duration lockDelay);

    /** The seat was won, and has been taken away or written since. */
    void onSeatTaken();
}
