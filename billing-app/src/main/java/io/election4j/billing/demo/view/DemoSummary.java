/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import io.election4j.billing.demo.timeline.Failover;
import io.election4j.billing.demo.timeline.TermSpan;
import io.election4j.billing.status.AuditText;
import java.util.ArrayList;
import java.util.List;

/** Shows at the end who led when, and the audit's results. */
public final class DemoSummary {

    private final View view;

    public DemoSummary(View view) {
        this.view = view;
    }

    /** Prints one line a term; the last column is the time without a leader after it. */
    public void timeline(List<TermSpan> terms, List<Failover> failovers) {
        List<Table.Row> rows = new ArrayList<>();
        rows.add(new Table.Row(Tone.FAINT, List.of("leader", "token", "from", "to", "its end", "next leader after")));
        for (int i = 0; i < terms.size(); i++) {
            TermSpan term = terms.get(i);
            rows.add(new Table.Row(
                    tone(term.end()),
                    List.of(
                            term.candidate(),
                            String.valueOf(term.token()),
                            View.seconds(term.startedMillis()),
                            View.seconds(term.endedMillis()),
                            term.end(),
                            i < failovers.size() ? View.seconds(failovers.get(i).millis()) : "")));
        }
        view.table("Who led, and how it ended", new Table(rows));
    }

    /** Prints the numbers, then the verdict. */
    public void audit(AuditText audit) {
        List<Table.Row> rows = new ArrayList<>();
        for (AuditText.Row row : audit.rows()) {
            rows.add(new Table.Row(
                    row.isBad() ? Tone.BAD : Tone.PLAIN, List.of(row.name(), String.valueOf(row.count()), row.note())));
        }
        view.table("Audit of the provider's books against the database", new Table(rows));
        view.say(Tone.PLAIN, "");
        view.say(audit.isExactlyOnce() ? Tone.GOOD : Tone.BAD, audit.verdict());
    }

    private static Tone tone(String end) {
        return switch (end) {
            case "killed" -> Tone.BAD;
            case "frozen" -> Tone.COLD;
            default -> Tone.PLAIN;
        };
    }
}
