/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what no library tells of. */
final class StableState {
    /** Longer than any service needs until a place in line is taken and its watch is served at once (etcd: 100 ms). */
    private static final Duration IN_LINE = Duration.ofMillis(300);

    private StableState() {}

    /** Until those who have entered stand in line. */
    static void inLine() {
        pause(IN_LINE);
    }

    /** For a span that is part of the scenario. */
    static void pause(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        for (long left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
