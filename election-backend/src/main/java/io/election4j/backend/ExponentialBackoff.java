/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import java.time.Duration;

/** Computes the pauses between attempts: each is twice as long as the one before, up to a maximum. Lives on the loop. */
public final class ExponentialBackoff {
    private final Duration first;
    private final Duration longest;
    private Duration pause;

    /** Begins with the first pause. */
    public ExponentialBackoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.pause = first;
    }

    /** The pause before the next attempt; doubles the one after it. */
    public Duration next() {
        Duration present = pause;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        return present;
    }

    /** The pause that {@link #next} would return. */
    public Duration present() {
        return pause;
    }

    /** Begins again with the first pause, after a success. */
    public void reset() {
        pause = first;
    }
}
