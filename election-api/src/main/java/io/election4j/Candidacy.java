/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.util.Optional;

/** Represents one candidate in one election. Thread-safe. */
public interface Candidacy extends AutoCloseable {

    /** The term being served now; empty unless this candidate leads and the term is valid. */
    Optional<Term> term();

    /** The present state of the candidacy and its problem, if it has one; intended for health checks. */
    CandidacyStatus status();

    /**
     * Withdraws. A valid term ends at once, and the seat is released when {@link Candidate#lead} has returned, or after
     * the time to live, so that a successor never overlaps with a leader that stops in time. Blocks until then; called
     * from within {@code lead}, it does not wait. Calling it again is harmless.
     */
    @Override
    void close();
}
