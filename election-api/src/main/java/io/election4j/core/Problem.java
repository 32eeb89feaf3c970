/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a candidacy from its work.
 *
 * @param state the state it puts a candidacy into that does not lead; null for a problem of the candidate's own
 * @param text one sentence
 */
record Problem(@Nullable State state, String text) {

    /** What a backend's failure means. A failure without a kind may pass, so it counts as out of reach. */
    static Problem ofService(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ElectionException known) {
            State state = known.kind() == ElectionException.Kind.UNREACHABLE ? State.UNREACHABLE : State.REFUSED;
            return new Problem(state, textOf(known));
        }
        return new Problem(State.UNREACHABLE, "the service could not be used: " + cause);
    }

    static Problem ofLeader(Throwable failure) {
        return new Problem(null, "the leader failed and resigned: " + failure);
    }

    boolean isOfService() {
        return state != null;
    }

    private static String textOf(ElectionException failure) {
        return String.valueOf(failure.getMessage());
    }
}
