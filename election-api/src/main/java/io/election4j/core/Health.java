/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the published status of a candidacy: written on the loop, read by any thread. */
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

    /** Publishes a new state of the candidacy, together with its problems. */
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

    /** Reports an overdue answer; before the first answer and the first failure, the state stays CONNECTING. */
    void waitFor(String text) {
        ofService = new Problem(serviceAnswered || serviceFailed ? State.UNREACHABLE : State.CONNECTING, text);
        publish();
    }

    /** Reports a good answer, which ends the problem of the service, but not that of the leader. */
    void serviceAnswered() {
        serviceAnswered = true;
        ofService = null;
        publish();
    }

    /** Forgets all problems, because a term opened; does not publish. */
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
