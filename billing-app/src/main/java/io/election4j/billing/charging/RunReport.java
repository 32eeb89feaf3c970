/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/**
 * What one run did.
 *
 * @param message why it ended, in one sentence
 */
public record RunReport(
        End end, String message, long epoch, long token, long planned, long succeeded, long declined, long manual) {

    /** Why a run ends. */
    public enum End {
        /** Every due charge is settled. */
        SETTLED,
        /** The leadership is over. */
        LEADERSHIP_ENDED,
        /** The fence knows a newer term. */
        STALE
    }
}
