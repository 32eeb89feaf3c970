/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus.State;
import io.election4j.spi.support.SerialThread.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The state of a candidacy and the one timer that may end it. Lives on the loop. */
final class Phase {
    private final Loop loop;
    private final Health health;
    private State state = State.PAUSED;
    private @Nullable Timer timer;

    Phase(Loop loop, Health health) {
        this.loop = loop;
        this.health = health;
    }

    State state() {
        return state;
    }

    /** Another state; what was planned in the one before is forgotten. */
    void enter(State next) {
        state = next;
        forgetTimer();
        health.show(next);
    }

    /** What happens after a delay unless the state changes before, in place of what was planned. */
    void until(Duration delay, Runnable task) {
        forgetTimer();
        timer = loop.after(delay, task);
    }

    /** Whether nothing is planned. */
    boolean isIdle() {
        return timer == null || !timer.isPending();
    }

    void forgetTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
