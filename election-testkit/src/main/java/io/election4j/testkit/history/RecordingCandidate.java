/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.Candidate;
import io.election4j.Term;
import io.election4j.testkit.history.HistoryEvent.Elected;
import io.election4j.testkit.history.HistoryEvent.Ended;

/**
 * Records the terms of a candidate, and each deadline that a term claims when the candidate asks.
 *
 * <p>Enter the election with this in place of the candidate. The candidate receives a term that behaves as its own.
 */
public final class RecordingCandidate implements Candidate {
    private final History history;
    private final String election;
    private final String candidateId;
    private final Candidate candidate;

    /**
     * Records one candidate.
     *
     * @param candidateId unique in the history
     */
    public RecordingCandidate(History history, String election, String candidateId, Candidate candidate) {
        this.history = history;
        this.election = election;
        this.candidateId = candidateId;
        this.candidate = candidate;
    }

    @Override
    public void lead(Term term) throws Exception {
        long token = term.fencingToken();
        RecordingTerm recorded = new RecordingTerm(history, election, candidateId, term);
        history.record(new Elected(history.now(), election, candidateId, token));
        recorded.claim();
        try {
            candidate.lead(recorded);
        } finally {
            recorded.claim();
            term.resign(); // ends the term before the record, so that it is never valid after its recorded end
            history.record(new Ended(history.now(), election, candidateId, token));
        }
    }
}
