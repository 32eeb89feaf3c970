/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from 100 ms to 5 s, each shortened at random so that candidates do not move in step. */
final class Backoff {
    static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long FIRST_MILLIS = 100;

    private long ceilingMillis = FIRST_MILLIS;

    Duration next() {
        long pause = ThreadLocalRandom.current().nextLong(ceilingMillis / 2, ceilingMillis + 1);
        ceilingMillis = Math.min(LONGEST.toMillis(), ceilingMillis * 2);
        return Duration.ofMillis(pause);
    }

    void reset() {
        ceilingMillis = FIRST_MILLIS;
    }
}
