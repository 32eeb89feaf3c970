/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a candidacy shows of itself: written on the loop, read by any thread. */
final class Health {
    private State plain = State.CONNECTING;
    private boolean serviceAnswered;
    private boolean serviceFailed;
    private @Nullable Problem ofService;
    private @Nullable Problem ofLeader;
    private volatile CandidacyStatus status = new CandidacyStatus(State.CONNECTING, Optional.empty(), Optional.empty());

    CandidacyStatus status() {
        return status;
    }

    /** The candidacy is in a state; its problems, if any, say more. */
    void show(State state) {
        plain = state;
        publish();
    }

    void report(Problem suffered) {
        if (suffered.isOfService()) {
            serviceFailed = true;
            ofService = suffered;
        } else {
            ofLeader = suffered;
        }
        publish();
    }

    /** Silence: before the first answer and the first failure it says no more than that an answer is waited for. */
    void waitFor(String text) {
        ofService = new Problem(serviceAnswered || serviceFailed ? State.UNREACHABLE : State.CONNECTING, text);
        publish();
    }

    /** The service answered well, which ends its own problem, but not the leader's. */
    void serviceAnswered() {
        serviceAnswered = true;
        ofService = null;
        publish();
    }

    /** A term opened: everything before it is overcome. */
    void recover() {
        ofService = null;
        ofLeader = null;
    }

    private void publish() {
        Problem current = ofService != null ? ofService : ofLeader;
        Optional<String> text = current == null ? Optional.empty() : Optional.of(current.text());
        status = new CandidacyStatus(shown(current), text, Optional.empty());
    }

    private State shown(@Nullable Problem current) {
        boolean outOfOffice = plain == State.WAITING || plain == State.PAUSED;
        if (outOfOffice && current != null && current.state() != null) {
            return current.state();
        }
        return plain == State.WAITING && !serviceAnswered ? State.CONNECTING : plain;
    }
}
