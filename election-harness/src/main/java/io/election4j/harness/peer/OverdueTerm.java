/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.Term;
import io.election4j.TermEnd;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A term that claims to be valid for longer than it is: {@link InjectedDefect#CLAIMS_TOO_LONG}. */
final class OverdueTerm implements Term {
    private static final Duration TOO_LONG = Duration.ofSeconds(3);

    private final Term term;
    private boolean resigned;
    private long deadline = System.nanoTime();

    OverdueTerm(Term term) {
        this.term = term;
    }

    @Override
    public long fencingToken() {
        return term.fencingToken();
    }

    @Override
    public boolean isValid() {
        return !remaining().isZero();
    }

    @Override
    public synchronized Duration remaining() {
        Duration left = term.remaining();
        long now = System.nanoTime();
        if (!left.isZero()) {
            deadline = now + left.plus(TOO_LONG).toNanos();
        }
        return resigned || deadline - now < 0 ? Duration.ZERO : Duration.ofNanos(deadline - now);
    }

    @Override
    public CompletionStage<TermEnd> ended() {
        return term.ended();
    }

    @Override
    public synchronized void resign() {
        resigned = true;
        term.resign();
    }
}
