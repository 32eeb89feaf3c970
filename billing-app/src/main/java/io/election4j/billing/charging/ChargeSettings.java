/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Holds the settings of charging.
 *
 * @param holder name of this candidate in the fence and in the list of terms
 * @param inFlight most charges in flight at once, 1 to 1024
 * @param through last month to charge; empty for every month that has begun
 * @param untilSettled whether to return once every due charge is settled, instead of leading on
 * @param rescan the pause between two scans of all charges, and the longest pause of a charge in doubt
 * @param claimLimit longest wait for the fence
 */
public record ChargeSettings(
        String holder,
        int inFlight,
        Optional<YearMonth> through,
        boolean untilSettled,
        Duration rescan,
        Duration claimLimit) {

    /** Checks every setting; the {@link IllegalArgumentException} names it. */
    public ChargeSettings {
        if (holder.isBlank() || holder.length() > 255) {
            throw new IllegalArgumentException("The holder's name must have 1 to 255 characters.");
        }
        if (inFlight < 1 || inFlight > 1024) {
            throw new IllegalArgumentException("There are " + inFlight + " charges in flight: choose 1 to 1024.");
        }
        if (rescan.toMillis() < 1 || claimLimit.toMillis() < 1) {
            throw new IllegalArgumentException("The rescan and claim times must be at least 1ms.");
        }
    }

    /** Returns the defaults: 64 in flight, months as they begin, leading on, a scan each second. */
    public static ChargeSettings of(String holder) {
        return new ChargeSettings(holder, 64, Optional.empty(), false, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    public ChargeSettings withInFlight(int other) {
        return new ChargeSettings(holder, other, through, untilSettled, rescan, claimLimit);
    }

    public ChargeSettings withThrough(YearMonth other) {
        return new ChargeSettings(holder, inFlight, Optional.of(other), untilSettled, rescan, claimLimit);
    }

    public ChargeSettings withUntilSettled(boolean other) {
        return new ChargeSettings(holder, inFlight, through, other, rescan, claimLimit);
    }

    public ChargeSettings withRescan(Duration other) {
        return new ChargeSettings(holder, inFlight, through, untilSettled, other, claimLimit);
    }
}
