/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.util.Optional;

/**
 * How a candidacy stands.
 *
 * @param state what the candidate is doing now
 * @param problem the last problem that has not been overcome yet, in one sentence; a leader whose renewals fail has one
 *     well before its term ends
 * @param notice in what the service differs from what the URI asks for, such as a shorter time to live, in one sentence;
 *     nothing that must be overcome
 */
public record CandidacyStatus(State state, Optional<String> problem, Optional<String> notice) {

    /** What a candidate is doing. */
    public enum State {
        /** The service has not answered yet. */
        CONNECTING,
        /** The service answers, and another candidate is ahead. */
        WAITING,
        /** The term is valid and {@link Candidate#lead} runs. */
        LEADING,
        /** The term is over and {@link Candidate#lead} has not returned yet. */
        STEPPING_DOWN,
        /** The service does not answer, or the backend fails; the candidate goes on trying. */
        UNREACHABLE,
        /**
         * The service answers and refuses: credentials, permissions or its data. The candidate goes on trying, unless the
         * fencing token went back: that ends by a restart only.
         */
        REFUSED,
        /** The last term ended, or an attempt failed; the candidate stands again after a short pause. */
        PAUSED,
        /** The candidacy is closed. */
        WITHDRAWN
    }
}
