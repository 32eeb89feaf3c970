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
 * Checks a history of elections.
 *
 * <ol>
 * <li>No two terms are valid at one time. A term is valid from {@link HistoryEvent.Elected} until it has {@link
 * HistoryEvent.Ended} or the last {@link HistoryEvent.Claimed} deadline has passed; a term that never claimed to be
 * valid is not.
 * <li>Tokens strictly rise in the order of election, and each belongs to one term of one candidate.
 * <li>Each candidate is elected and ends in turn. The last term need not end: the process may have been killed.
 * <li>If the history has proofs of an election, one of them covers each claim there.
 * <li>Observers see only candidates that were elected or had {@link HistoryEvent.Won}, and never an earlier leader
 * after a later one. A candidate killed before it recorded its win looks like one that never was elected.
 * </ol>
 *
 * <p>Runs in O(n log n). Order is by time; events of the same time keep the order in which they are given.
 */
public final class HistoryChecker {

    private HistoryChecker() {}

    /** Returns the violations; empty if there are none. */
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

    /**
     * Returns the terms of all elections that were valid for any time, in the order in which they began in each
     * election.
     */
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
