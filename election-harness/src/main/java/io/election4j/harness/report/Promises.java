/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.ScenarioIds;
import java.util.List;
import java.util.Optional;

/** The promises of Election4j about speed and cost, checked against a comparison. The limits are defined only here. */
public final class Promises {
    private static final double MOST_TIMES_RAW = 2;
    private static final double MOST_MILLIS_ABOVE_RAW = 10;
    private static final double MOST_TIMES_RAW_AT_CRASH = 1.1;
    private static final double MOST_TIMES_RAW_AT_START = 1.2;
    private static final double CONSUL_DEFAULT_TTL_SECONDS = 2;
    private static final double CONSUL_CRASH_MILLIS = 2_000;
    private static final double MOST_TIMES_IDLE_REQUESTS = 1.5;
    private static final double FEW = 2;

    private static final String PROVEN_BY_WIN =
            "What shows the win proves the seat as well, so a term needs no round trip"
                    + " more than the library alone; what is left is our own threads, which no code of users can stop.";
    private static final String NEARLY_RAW = "p50 at most 2× that of the client library alone, and at most 10 ms more";
    private static final String SHARED = "All elections of a process share one connection and one proof.";

    private static final List<Rule> RULES = List.of(
            Rule.forAll(
                    "Cold start",
                    "p50 at most 1.2× that of the client library alone",
                    "Nearly all of it is the start of Java and of the client library.",
                    Checks.besideRaw(
                            ScenarioIds.COLD_START,
                            Metrics.PROCESS_START_TO_FIRST_TERM,
                            MOST_TIMES_RAW_AT_START,
                            Double.MAX_VALUE)),
            Rule.forAll(
                    "Entering",
                    NEARLY_RAW,
                    PROVEN_BY_WIN,
                    Checks.besideRaw(ScenarioIds.ENTER, Metrics.ENTER_TO_TERM, MOST_TIMES_RAW, MOST_MILLIS_ABOVE_RAW)),
            Rule.forAll(
                    "Graceful handover",
                    NEARLY_RAW,
                    PROVEN_BY_WIN,
                    Checks.besideRaw(
                            ScenarioIds.HANDOVER, Metrics.LEAVE_TO_NEXT_TERM, MOST_TIMES_RAW, MOST_MILLIS_ABOVE_RAW)),
            Rule.forAll(
                    "Crash failover",
                    "p50 at most 1.1× that of the client library alone with the same ttl",
                    "The service waits for the ttl, counted from the leader's last sign of life. Where ours gives more of them"
                            + " than the library, to know sooner that it is cut off, the last one is more recent.",
                    Checks.besideRaw(
                            ScenarioIds.CRASH, Metrics.KILL_TO_NEXT_TERM, MOST_TIMES_RAW_AT_CRASH, Double.MAX_VALUE)),
            new Rule(
                    "Crash failover by default",
                    "p50 below 2 s with the default ttl of 2 s",
                    "Consul's own defaults take half a minute; a check of half the ttl and a short lock-delay do not.",
                    Optional.of("consul"),
                    Checks.below(
                            ScenarioIds.CRASH,
                            Metrics.KILL_TO_NEXT_TERM,
                            CONSUL_DEFAULT_TTL_SECONDS,
                            CONSUL_CRASH_MILLIS)),
            Rule.forAll(
                    "No wrong answer after a freeze",
                    "isValid() is never true while another leads",
                    "It compares a clock with a deadline, so it is right before any thread of the library has run.",
                    Checks.never(ScenarioIds.FREEZE, List.of(Metrics.WRONG_ANSWERS_AFTER_THAW, Metrics.WRONG_ANSWERS))),
            Rule.forAll(
                    "Threads for many elections",
                    "at most 2 more than for the fewest elections measured",
                    SHARED + " A thread of a pool may come or go.",
                    Checks.grows(ScenarioIds.ELECTIONS, Metrics.THREADS, 1, FEW)),
            Rule.forAll(
                    "Connections for many elections",
                    "at most 2 more than for the fewest elections measured",
                    SHARED + " A connection of a pool may come or go.",
                    Checks.grows(ScenarioIds.ELECTIONS, Metrics.CONNECTIONS, 1, FEW)),
            Rule.forAll(
                    "Idle requests for many elections",
                    "at most 1.5× those for the fewest elections measured",
                    SHARED + " The rest is room for what the service itself sends.",
                    Checks.grows(ScenarioIds.ELECTIONS, Metrics.IDLE_REQUESTS, MOST_TIMES_IDLE_REQUESTS, 0)));

    private Promises() {}

    /** Returns each promise for each service of the comparison. */
    public static List<Promise> of(Comparison comparison) {
        SeriesFinder figures = new SeriesFinder(comparison);
        return RULES.stream()
                .flatMap(rule ->
                        figures.backends().stream().filter(rule::concerns).map(backend -> rule.judge(figures, backend)))
                .toList();
    }
}
