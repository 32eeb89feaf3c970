/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus.State;
import io.election4j.runtime.SerialThread.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Holds the state of a candidacy and the one timer that may end it. Lives on the loop. */
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

    /** Changes the state and cancels the timer of the previous one. */
    void enter(State next) {
        state = next;
        forgetTimer();
        health.show(next);
    }

    /** Plans a task after a delay unless the state changes before; replaces the planned one. */
    void until(Duration delay, Runnable task) {
        forgetTimer();
        timer = loop.after(delay, task);
    }

    /** Whether no task is planned. */
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
