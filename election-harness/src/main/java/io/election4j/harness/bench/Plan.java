/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param ttl the time to live where a scenario has not several
 * @param runs how often what takes seconds is repeated, such as a crash
 * @param quick whether to save time: fewer settings, and nothing that takes a raw library longer than a minute
 */
public record Plan(Duration ttl, int runs, boolean quick) {
    private static final Duration LONG_TTL = Duration.ofSeconds(10);

    /** How often what takes milliseconds is repeated. */
    public int shortRuns() {
        return runs * 5;
    }

    /** How often what takes milliseconds is done before it counts, until the processes are warm. */
    public int warmUp() {
        return quick ? 5 : 40;
    }

    /** The times to live of the crash scenario. */
    public List<Duration> ttls() {
        return quick ? List.of(ttl) : Stream.of(ttl, LONG_TTL).distinct().toList();
    }

    /** The time to live of idle processes and of many elections: what an application would take. */
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

    /** How long after it has entered all elections a process needs until it is idle. */
    public Duration settling() {
        return quick ? Duration.ofSeconds(1) : calmTtl();
    }

    /** How long an idle process is looked at. */
    public Duration idleWindow() {
        return quick ? Duration.ofSeconds(2) : Duration.ofSeconds(10);
    }
}
