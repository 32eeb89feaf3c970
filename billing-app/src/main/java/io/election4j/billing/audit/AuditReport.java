/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.audit;

import java.time.YearMonth;
import java.util.Map;

/**
 * Holds what the provider's books and ours show for one month.
 *
 * @param due charges that the month owes
 * @param charged charges that are successful in our books
 * @param declined charges that the provider refused
 * @param manual charges that wait for a human
 * @param open charges that are not settled
 * @param missing subscriptions that are due and have no charge
 * @param duplicates successful payments beyond the first for the same subscription
 * @param withoutPayment charges that are successful in our books and not in the provider's
 * @param unrecorded successful payments that are not successful in our books
 * @param differences successful charges whose amount or currency differs between provider, charge and ledger
 * @param orphans payments that moved no money and belong to no charge: harmless
 * @param amountMinor money that the provider moved, by currency, in its smallest unit
 * @param fenceRejections decisions that the fence refused, of all months
 * @param staleDecisions decisions that an older term committed after a newer one had decided: they show that the fence
 *     failed
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

    /** Whether, in addition, no leader decided anything after its term. */
    public boolean clean() {
        return exactlyOnce() && staleDecisions == 0;
    }
}
