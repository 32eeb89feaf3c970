/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for states that no library reports. */
final class StableState {
    /** Longer than any service needs until a candidate is in the queue and its watch is served at once (etcd: 100 ms). */
    private static final Duration IN_LINE = Duration.ofMillis(300);

    private StableState() {}

    /** Waits until all candidates that have entered are in the queue. */
    static void inLine() {
        pause(IN_LINE);
    }

    /** Waits for a span that is part of the scenario. */
    static void pause(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        for (long left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
