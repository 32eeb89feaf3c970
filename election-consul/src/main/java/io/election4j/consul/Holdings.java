/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

/** What the service may hold of one candidate, as far as it is known. Lives on the loop. */
final class Holdings {
    private boolean queued;
    private boolean seated;
    private boolean uncertain;

    /** Whether there may be an entry in the queue. */
    boolean mayBeQueued() {
        return queued;
    }

    /** Whether the seat may be ours. */
    boolean mayBeSeated() {
        return seated || uncertain;
    }

    /** Whether a request has been sent of which nobody knows whether, or when, it takes effect. */
    boolean isUncertain() {
        return uncertain;
    }

    void setQueued(boolean present) {
        queued = present;
    }

    /** The seat was given to us, and our entry in the queue removed with the same step. */
    void onSeated() {
        seated = true;
        queued = false;
    }

    void onUncertain() {
        uncertain = true;
    }

    /** Everything went with the session. */
    void onSessionEnded() {
        queued = false;
        seated = false;
        uncertain = false;
    }
}
