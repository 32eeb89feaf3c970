/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;

/** Records which keys the service may hold for one candidate. Lives on the loop. */
final class OwnedKeys {
    private boolean queued;
    private boolean uncertain;
    private Optional<Long> lockedAt = Optional.empty();

    boolean isEmpty() {
        return !queued && !uncertain && lockedAt.isEmpty();
    }

    /** Whether there may be an entry in the queue. */
    boolean mayBeQueued() {
        return queued;
    }

    /** Whether a lock was requested of which it is unknown whether, or when, it takes effect. */
    boolean isUncertain() {
        return uncertain;
    }

    /** The number of the write that locked the seat. */
    Optional<Long> lockedAt() {
        return lockedAt;
    }

    void setQueued(boolean present) {
        queued = present;
    }

    /** Notes an outcome; a lock of the seat removes the entry in the queue in the same step. */
    void onOutcome(Write write, Write.Outcome outcome, String seat) {
        if (write.locks(seat) && outcome.happened()) {
            lockedAt = Optional.of(outcome.lockedAt(seat));
            queued = false;
        }
    }

    void onFailure(Write write, CallFailure failure) {
        uncertain = uncertain || (write.locksAnything() && failure.mayHaveHappened());
    }

    /** Forgets all keys, because they ended with the session. */
    void onSessionEnded() {
        queued = false;
        uncertain = false;
        lockedAt = Optional.empty();
    }
}
