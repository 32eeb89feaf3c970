/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/**
 * Holds the result of one run.
 *
 * @param message why it ended, in one sentence
 */
public record RunReport(
        End end, String message, long epoch, long token, long planned, long succeeded, long declined, long manual) {

    /** Names the reasons for the end of a run. */
    public enum End {
        /** Every due charge is settled. */
        SETTLED,
        /** The leadership has ended. */
        LEADERSHIP_ENDED,
        /** A newer term has claimed the fence. */
        STALE
    }
}
