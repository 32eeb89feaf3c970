/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.util.Optional;

/**
 * Describes the present state of a candidacy.
 *
 * @param state what the candidate is doing now
 * @param problem the last problem that is not solved yet, in one sentence; a leader whose renewals fail has one well
 *     before its term ends
 * @param notice how the service differs from what the URI asks for, such as a shorter time to live, in one sentence; it
 *     is not a problem
 */
public record CandidacyStatus(State state, Optional<String> problem, Optional<String> notice) {

    /** Names what a candidate is doing. */
    public enum State {
        /** The service has not answered yet. */
        CONNECTING,
        /** The service answers, and another candidate is ahead. */
        WAITING,
        /** The term is valid and {@link Candidate#lead} runs. */
        LEADING,
        /** The term is over and {@link Candidate#lead} has not returned yet. */
        STEPPING_DOWN,
        /** The service does not answer, or the backend fails; the candidate keeps trying. */
        UNREACHABLE,
        /**
         * The service answers and refuses: credentials, permissions or its data. The candidate keeps trying, unless the
         * fencing token went back: only a restart ends that.
         */
        REFUSED,
        /** The last term ended, or an attempt failed; the candidate stands again after a short pause. */
        PAUSED,
        /** The candidacy is closed. */
        WITHDRAWN
    }
}
