/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.testkit.history.HistoryEvent.Claimed;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Records the claims of a term, each deadline about once, however often the candidate asks for it. */
final class RecordingTerm implements Term {
    /**
     * A deadline is computed from two readings of the clock, so it varies slightly; a renewal moves it by much more.
     */
    private static final long SAME_DEADLINE_NANOS = 1_000_000;

    private final History history;
    private final String election;
    private final String candidateId;
    private final Term term;
    private boolean claimed;
    private long lastDeadline;

    RecordingTerm(History history, String election, String candidateId, Term term) {
        this.history = history;
        this.election = election;
        this.candidateId = candidateId;
        this.term = term;
    }

    @Override
    public long fencingToken() {
        return term.fencingToken();
    }

    @Override
    public boolean isValid() {
        return !claim().isZero();
    }

    @Override
    public Duration remaining() {
        return claim();
    }

    @Override
    public CompletionStage<TermEnd> ended() {
        return term.ended();
    }

    @Override
    public void resign() {
        term.resign();
    }

    /** Returns the remaining time of the term and records a new deadline. */
    synchronized Duration claim() {
        long before = history.now(); // first, so that the recorded deadline is never too late
        Duration remaining = term.remaining();
        if (!remaining.isZero()) {
            long deadline = before + remaining.toNanos();
            if (!claimed || deadline - lastDeadline > SAME_DEADLINE_NANOS) {
                claimed = true;
                lastDeadline = deadline;
                history.record(new Claimed(before, election, candidateId, term.fencingToken(), deadline));
            }
        }
        return remaining;
    }
}
