/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.testkit.history.HistoryEvent.Elected;
import io.election4j.testkit.history.HistoryEvent.Seen;
import io.election4j.testkit.history.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what observers saw with who was elected, and with what they had seen before. */
final class WatchCheck {

    private WatchCheck() {}

    /** @param events of one election, in the order of time */
    static void check(List<HistoryEvent> events, TermBook book, List<Violation> violations) {
        Map<String, Seen> highest = new HashMap<>();
        for (HistoryEvent event : events) {
            if (event instanceof Seen seen && !seen.leader().isEmpty()) {
                Optional<Elected> elected = book.electedWith(seen.token());
                if (!elected.map(Elected::candidate).equals(Optional.of(seen.leader()))) {
                    violations.add(new Violation(Kind.WATCH_LIED, seen, elected.map(HistoryEvent.class::cast)));
                }
                Seen before = highest.get(seen.candidate());
                if (before != null && seen.token() < before.token()) {
                    violations.add(new Violation(Kind.WATCH_FELL_BACK, seen, Optional.of(before)));
                } else {
                    highest.put(seen.candidate(), seen);
                }
            }
        }
    }
}
