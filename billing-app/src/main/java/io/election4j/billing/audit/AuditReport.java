/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.audit;

import java.time.YearMonth;
import java.util.Map;

/**
 * What the provider's books and ours say of one month.
 *
 * @param due charges that the month owes
 * @param charged charges that we hold for successful
 * @param declined charges that the provider refused
 * @param manual charges that wait for a human
 * @param open charges that are not settled
 * @param missing subscriptions that are due and have no charge
 * @param duplicates successful payments beyond the first for the same subscription
 * @param withoutPayment charges that we hold for successful and the provider does not
 * @param unrecorded successful payments that we do not hold for successful
 * @param differences successful charges whose amount or currency differs between provider, charge and ledger
 * @param orphans payments that moved no money and belong to no charge: harmless
 * @param amountMinor money that the provider moved, by currency, in its smallest unit
 * @param fenceRejections decisions that the fence refused, of all months
 * @param staleDecisions decisions that an older term committed after a newer one had decided: the fence has a hole
 */
public record AuditReport(
        YearMonth period,
        long due,
        long charged,
        long declined,
        long manual,
        long open,
        long missing,
        long duplicates,
        long withoutPayment,
        long unrecorded,
        long differences,
        long orphans,
        Map<String, Long> amountMinor,
        long fenceRejections,
        long staleDecisions) {

    public AuditReport {
        amountMinor = Map.copyOf(amountMinor);
    }

    /** Whether each due charge was settled, and each successful one moved its money once and is in all books. */
    public boolean exactlyOnce() {
        return missing == 0
                && open == 0
                && duplicates == 0
                && withoutPayment == 0
                && unrecorded == 0
                && differences == 0;
    }

    /** Whether besides no leader decided anything after its time. */
    public boolean clean() {
        return exactlyOnce() && staleDecisions == 0;
    }
}
