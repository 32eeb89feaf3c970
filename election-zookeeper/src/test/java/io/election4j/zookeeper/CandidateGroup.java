/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Holds the candidates of one election, each with a connection that other elections may share. One thread at a time.
 */
final class CandidateGroup implements AutoCloseable {
    private final String election;
    private final Map<String, Elections> connections;
    private final Elections observer;
    private final Map<String, Candidacy> candidacies = new TreeMap<>();
    private final TermSampler terms = new TermSampler();

    /**
     * Creates a group without candidates.
     *
     * @param connections by the ids of candidates; not closed with the group
     * @param observer reads the candidates
     */
    CandidateGroup(String election, Map<String, Elections> connections, Elections observer) {
        this.election = election;
        this.connections = connections;
        this.observer = observer;
    }

    /** Enters a candidate and waits until it leads or is in the queue. */
    Candidacy enter(String id) {
        Candidacy entered = Objects.requireNonNull(connections.get(id)).enter(election, id, term -> {
            terms.add(term);
            term.awaitEnd();
        });
        candidacies.put(id, entered);
        Wait.until(id + " leads or stands in line of " + election, () -> names().contains(id));
        return entered;
    }

    void enterAll(String... ids) {
        for (String id : ids) {
            enter(id);
        }
    }

    /** Withdraws a candidate; its connection stays open. */
    void withdraw(String id) {
        candidacies.remove(id).close();
    }

    /** Forgets a candidate; the caller closes its connection. */
    void forget(String id) {
        candidacies.remove(id);
    }

    /** Makes the leader resign; waits until another leads and the former leader is in the queue again. */
    void handOver() {
        Candidacy leader = leader();
        leader.term().ifPresent(Term::resign);
        Wait.until("another leads " + election, () -> leader() != leader && names().size() == candidacies.size());
    }

    Candidacy leader() {
        Wait.until("one leads " + election, () -> leaders().size() == 1);
        return leaders().get(0);
    }

    List<Candidacy> leaders() {
        return candidacies.values().stream()
                .filter(each -> each.term().isPresent())
                .toList();
    }

    /** The ids of all candidates, in the order of the queue. */
    List<String> names() {
        return Wait.of(observer.candidates(election));
    }

    /** Waits until one leads, and the queue contains all candidates and no other. */
    void awaitOrder(Duration bound) {
        Wait.holds(bound, "one leads " + election + ", the others stand in line", () -> {
            assertThat(leaders()).as("leaders of " + election).hasSize(1);
            assertThat(names()).as("line of " + election).containsExactlyInAnyOrderElementsOf(candidacies.keySet());
            candidacies.forEach((id, each) ->
                    assertThat(each.status().problem()).as("problem of " + id).isEmpty());
        });
    }

    /** Withdraws each leader, so that the next one leads, until no candidate is left. */
    void assertAllLeadInTurn(Duration bound) {
        while (!candidacies.isEmpty()) {
            Wait.until(
                    bound,
                    "the next leads " + election + ", where stand " + names(),
                    () -> leaders().size() == 1);
            Candidacy leader = leaders().get(0);
            candidacies.values().remove(leader);
            leader.close();
        }
    }

    void assertNoTwoTermsWereValidTogether() {
        assertThat(terms.overlaps()).as("terms of " + election).isEmpty();
    }

    void assertTokensHaveRisen() {
        assertThat(terms.tokens())
                .as("tokens of " + election)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Override
    public void close() {
        candidacies.values().forEach(Candidacy::close);
        terms.close();
    }
}
