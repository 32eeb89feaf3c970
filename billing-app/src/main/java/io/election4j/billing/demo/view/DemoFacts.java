/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.demo.timeline.Failover;
import io.election4j.billing.demo.timeline.TermSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds the facts of a demonstration in a machine-readable form; times are milliseconds since it began.
 *
 * @param exactlyOnce whether every subscription was charged exactly once
 * @param duplicates payments beyond the first for a subscription
 * @param missing subscriptions that are due and have no charge
 * @param amountMinor money moved in {@code currency}, in its smallest unit
 * @param currency the one in which most money moved by number of units, if there are several
 * @param amounts money moved by currency
 * @param fenceRejections decisions of earlier leaders that the database refused
 * @param terms who led, when, and how it ended
 * @param failovers the cause of each change of the leader, and how long there was no leader
 */
@JsonPropertyOrder({"exactlyOnce", "due", "charged", "declined", "manual", "duplicates", "missing"})
public record DemoFacts(
        boolean exactlyOnce,
        long due,
        long charged,
        long declined,
        long manual,
        long duplicates,
        long missing,
        long amountMinor,
        String currency,
        Map<String, Long> amounts,
        long fenceRejections,
        long durationMillis,
        List<TermSpan> terms,
        List<Failover> failovers) {

    /** Combines the results of the audit and the timeline. */
    public static DemoFacts of(
            AuditReport audit,
            boolean exactlyOnce,
            long durationMillis,
            List<TermSpan> terms,
            List<Failover> failovers) {
        Map<String, Long> amounts = new TreeMap<>();
        audit.amountMinor().forEach((code, minor) -> amounts.put(code.toUpperCase(Locale.ROOT), minor));
        String currency = amounts.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
        return new DemoFacts(
                exactlyOnce,
                audit.due(),
                audit.charged(),
                audit.declined(),
                audit.manual(),
                audit.duplicates(),
                audit.missing() + audit.open(),
                amounts.getOrDefault(currency, 0L),
                currency,
                amounts,
                audit.fenceRejections(),
                durationMillis,
                terms,
                failovers);
    }
}
