/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import io.election4j.billing.audit.AuditReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Formats an audit as text. */
public final class AuditText {

    /**
     * Holds one line of the audit.
     *
     * @param note the note to the number; mostly empty
     * @param isBad whether the number shows damage
     */
    public record Row(String name, long count, String note, boolean isBad) {}

    private final AuditReport report;

    public AuditText(AuditReport report) {
        this.report = report;
    }

    /** Whether every charge that was due is settled without a human, and every payment was made once and is booked. */
    public boolean isExactlyOnce() {
        return report.clean() && report.manual() == 0;
    }

    /** Returns the numbers, most important first. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(fact("due", report.due()));
        rows.add(new Row("charged", report.charged(), amounts(report.amountMinor()), false));
        rows.add(fact("declined by the bank", report.declined()));
        rows.add(damage("charged twice", report.duplicates()));
        rows.add(damage("forgotten", report.missing() + report.open()));
        rows.add(damage("waiting for a human", report.manual()));
        rows.add(damage("booked, never paid", report.withoutPayment()));
        rows.add(damage("paid, never booked", report.unrecorded()));
        rows.add(damage("amounts that differ", report.differences()));
        rows.add(damage("decided out of term", report.staleDecisions()));
        rows.add(fact("refused by the fence", report.fenceRejections()));
        return rows;
    }

    /** Returns whether every subscription was charged exactly once, in words. */
    public String verdict() {
        if (isExactlyOnce()) {
            String declined = report.declined() == 0 ? "" : report.declined() + " declined by their bank, ";
            return "Every subscription was charged exactly once: " + report.charged() + " paid, " + declined
                    + "none twice, none forgotten.";
        }
        return "NOT every subscription was charged exactly once: "
                + rows().stream()
                        .filter(Row::isBad)
                        .map(row -> row.count() + " " + row.name())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Returns money by currency, such as {@code 316,985.75 USD}. */
    private static String amounts(Map<String, Long> amountMinor) {
        return new TreeMap<>(amountMinor)
                .entrySet().stream()
                        .map(amount -> Amounts.text(amount.getKey(), amount.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static Row fact(String name, long count) {
        return new Row(name, count, "", false);
    }

    private static Row damage(String name, long count) {
        return new Row(name, count, "", count > 0);
    }
}
