/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges a history of elections.
 *
 * <ol>
 *   <li>Terms are never valid at one time. A term is valid from {@link HistoryEvent.Elected} until it has {@link
 *       HistoryEvent.Ended} or the last {@link HistoryEvent.Claimed} deadline has passed; one that never claimed to be
 *       valid is not.
 *   <li>Tokens strictly rise in the order of election, and each belongs to one term of one candidate.
 *   <li>Each candidate is elected and ends in turn. The last term need not end: the process may have been killed.
 *   <li>If the history tells of proofs in an election, each claim there is covered by one.
 *   <li>Observers see only who was elected or had {@link HistoryEvent.Won}, and never fall back. A candidate killed
 *       before it recorded its win looks like one that never was elected.
 * </ol>
 *
 * <p>Runs in O(n log n). Order is by time; events of the same time keep the order in which they are given.
 */
public final class HistoryChecker {

    private HistoryChecker() {}

    /** What must not have happened; empty if all is well. */
    public static List<Violation> check(List<? extends HistoryEvent> events) {
        List<Violation> violations = new ArrayList<>();
        for (List<HistoryEvent> election : byElection(events)) {
            TermBook book = TermBook.of(election, violations);
            TermChecks.check(book, violations);
            ProofCheck.check(election, violations);
            WatchCheck.check(election, violations);
        }
        return List.copyOf(violations);
    }

    /** The terms of all elections that were valid for any time, in the order in which they began in each. */
    public static List<ValidTerm> terms(List<? extends HistoryEvent> events) {
        return byElection(events).stream()
                .flatMap(election -> TermBook.of(election, new ArrayList<>()).entries().stream())
                .filter(TermBook.Entry::tookOffice)
                .map(HistoryChecker::term)
                .toList();
    }

    private static ValidTerm term(TermBook.Entry entry) {
        HistoryEvent elected = entry.elected();
        return new ValidTerm(
                elected.election(), elected.candidate(), elected.token(), elected.at(), entry.validUntil());
    }

    private static Collection<List<HistoryEvent>> byElection(List<? extends HistoryEvent> events) {
        Map<String, List<HistoryEvent>> sorted = events.stream()
                .sorted(Comparator.comparing(HistoryEvent::at, (one, other) -> Long.signum(one - other)))
                .collect(Collectors.groupingBy(HistoryEvent::election, TreeMap::new, Collectors.toList()));
        return sorted.values();
    }
}
