/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Defines how much a comparison measures.
 *
 * @param ttl the time to live of scenarios that use only one
 * @param runs repetitions of a measurement that takes seconds, such as a crash
 * @param quick whether to save time: fewer settings, and no measurement that takes a raw library longer than a minute
 */
public record Plan(Duration ttl, int runs, boolean quick) {
    private static final Duration LONG_TTL = Duration.ofSeconds(10);

    /** Repetitions of a measurement that takes milliseconds. */
    public int shortRuns() {
        return runs * 5;
    }

    /** Repetitions of a measurement that takes milliseconds before it counts, until the processes are warm. */
    public int warmUp() {
        return quick ? 5 : 40;
    }

    /** The times to live of the crash scenario. */
    public List<Duration> ttls() {
        return quick ? List.of(ttl) : Stream.of(ttl, LONG_TTL).distinct().toList();
    }

    /** The time to live for idle processes and for many elections: a value that an application would use. */
    public Duration calmTtl() {
        return quick ? ttl : LONG_TTL;
    }

    /** How many candidates stand for one election. */
    public List<Integer> crowds() {
        return quick ? List.of(2, 50) : List.of(2, 100, 500);
    }

    /** How many elections one process holds. */
    public List<Integer> elections() {
        return quick ? List.of(1, 100) : List.of(1, 1_000, 10_000);
    }

    /** How long a process needs to become idle after it has entered all elections. */
    public Duration settling() {
        return quick ? Duration.ofSeconds(1) : calmTtl();
    }

    /** How long an idle process is measured. */
    public Duration idleWindow() {
        return quick ? Duration.ofSeconds(2) : Duration.ofSeconds(10);
    }
}
