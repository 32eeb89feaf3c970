/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.testkit.history.HistoryEvent.Elected;
import io.election4j.testkit.history.HistoryEvent.Seen;
import io.election4j.testkit.history.HistoryEvent.Won;
import io.election4j.testkit.history.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what observers saw against the elected candidates and against what they had seen before. */
final class WatchCheck {

    private WatchCheck() {}

    /** @param events of one election, in the order of time */
    static void check(List<HistoryEvent> events, List<Violation> violations) {
        Map<Long, HistoryEvent> winners = new HashMap<>();
        events.stream()
                .filter(event -> event instanceof Elected || event instanceof Won)
                .forEach(event -> winners.putIfAbsent(event.token(), event));
        Map<String, Seen> highest = new HashMap<>();
        for (HistoryEvent event : events) {
            if (event instanceof Seen seen && !seen.leader().isEmpty()) {
                HistoryEvent winner = winners.get(seen.token());
                if (winner == null || !winner.candidate().equals(seen.leader())) {
                    violations.add(new Violation(Kind.WATCH_LIED, seen, Optional.ofNullable(winner)));
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
