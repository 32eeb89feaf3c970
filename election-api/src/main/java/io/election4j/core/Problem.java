/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Describes what prevents a candidacy from standing or leading.
 *
 * @param state the state that it gives to a candidacy that does not lead; null for a problem of the candidate itself
 * @param text one sentence
 */
record Problem(@Nullable State state, String text) {

    /** The service does not answer, or cannot be used. */
    static Problem unreachable(String text) {
        return new Problem(State.UNREACHABLE, text);
    }

    /** The service answers, and what it answers cannot be accepted. */
    static Problem refused(String text) {
        return new Problem(State.REFUSED, text);
    }

    /** A problem that a backend reports about its service. */
    static Problem of(ElectionException failure, String text) {
        return failure.kind() == Kind.UNREACHABLE ? unreachable(text) : refused(text);
    }

    static Problem ofLeader(String text) {
        return new Problem(null, text);
    }

    boolean isOfService() {
        return state != null;
    }
}
