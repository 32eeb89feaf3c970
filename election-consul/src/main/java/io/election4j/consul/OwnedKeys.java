/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;

/** What the service may hold of one candidate, as far as it is known. Lives on the loop. */
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

    /** Whether a lock has been asked for of which nobody knows whether, or when, it takes effect. */
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

    /** A lock of the seat removes the entry in the queue with the same step. */
    void onOutcome(Write write, Write.Outcome outcome, String seat) {
        if (write.locks(seat) && outcome.happened()) {
            lockedAt = Optional.of(outcome.lockedAt(seat));
            queued = false;
        }
    }

    void onFailure(Write write, CallFailure failure) {
        uncertain = uncertain || (write.locksAnything() && failure.mayHaveHappened());
    }

    /** Everything went with the session. */
    void onSessionEnded() {
        queued = false;
        uncertain = false;
        lockedAt = Optional.empty();
    }
}
