/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import java.util.Optional;

/**
 * Describes a promise that an election broke.
 *
 * @param kind the broken promise
 * @param event the event that broke it
 * @param conflicting the event that it conflicts with; empty if there is none
 */
public record Violation(Kind kind, HistoryEvent event, Optional<HistoryEvent> conflicting) {

    /** The promises that can be broken. */
    public enum Kind {
        /** Two terms were valid at one time. */
        OVERLAP("two terms were valid at one time"),
        /** A later term had a smaller token. */
        TOKEN_FELL("a later term had a smaller token"),
        /** Two terms had one token. */
        TOKEN_SHARED("two terms had one token"),
        /** A candidate acted under a token with which it was never elected. */
        TOKEN_NOT_OWN("a candidate acted under a token with which it was never elected"),
        /** A candidate was elected again before its term ended. */
        NOT_ENDED("a candidate was elected again before its term ended"),
        /** A term ended twice, or without having begun. */
        ENDED_AMISS("a term ended that had not begun, or had ended"),
        /** A term was valid after it had ended. */
        REVIVED("a term was valid after it had ended"),
        /** A term was valid for longer than the service had promised. */
        UNPROVEN("a term was valid for longer than the service had promised"),
        /** An observer saw a leader that never was elected with that token. */
        WATCH_LIED("an observer saw a leader that never was elected with that token"),
        /** An observer saw an earlier leader after a later one. */
        WATCH_FELL_BACK("an observer saw an earlier leader after a later one");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    /** Returns one sentence and the events, each on a line of its own. */
    @Override
    public String toString() {
        return kind + ": " + kind.sentence + "\n  " + event
                + conflicting.map(other -> "\n  " + other).orElse("");
    }
}
