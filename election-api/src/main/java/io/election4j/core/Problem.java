/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a candidacy from its work.
 *
 * @param state the state it puts a candidacy into that does not lead; null for a problem of the candidate's own
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

    /** What a backend says of its service. */
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
