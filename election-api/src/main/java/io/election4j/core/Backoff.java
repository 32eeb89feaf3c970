/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Computes pauses that double from 100 ms up to a maximum, each shortened at random so that candidates do not act at
 * the same time.
 */
final class Backoff {
    /** The maximum after failures, short so that candidates return soon after the service does. */
    static final Duration LONGEST_AFTER_FAILURES = Duration.ofSeconds(5);

    /**
     * The term length below which the pause doubles, and the maximum of the pause: a candidate whose {@code lead()}
     * stops at once is elected about once in this span, and one that leads for longer cannot be elected more often. It
     * equals the usual time to live, so that a pause costs no more than a crash.
     */
    static final Duration SHORT_TERM = Duration.ofSeconds(10);

    private static final long FIRST_MILLIS = 100;

    private final Duration longest;
    private long ceilingMillis = FIRST_MILLIS;

    private Backoff(Duration longest) {
        this.longest = longest;
    }

    static Backoff afterFailures() {
        return new Backoff(LONGEST_AFTER_FAILURES);
    }

    static Backoff afterTerms() {
        return new Backoff(SHORT_TERM);
    }

    /** Resets the pause after a long term. */
    void lasted(Duration term) {
        if (term.compareTo(SHORT_TERM) >= 0) {
            reset();
        }
    }

    Duration next() {
        long pause = ThreadLocalRandom.current().nextLong(ceilingMillis / 2, ceilingMillis + 1);
        ceilingMillis = Math.min(longest.toMillis(), ceilingMillis * 2);
        return Duration.ofMillis(pause);
    }

    void reset() {
        ceilingMillis = FIRST_MILLIS;
    }
}
