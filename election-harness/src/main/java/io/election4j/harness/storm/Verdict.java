/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.testkit.history.HistoryChecker;
import io.election4j.testkit.history.HistoryEvent;
import io.election4j.testkit.history.ValidTerm;
import io.election4j.testkit.history.Violation;
import java.time.Duration;
import java.util.List;

/** The result of a storm. */
public final class Verdict {
    private final StormPlan plan;
    private final long startNanos;
    private final List<Fault> faults;
    private final List<ValidTerm> terms;
    private final List<Violation> violations;
    private final List<String> vacant;
    private final Duration longestVacancy;

    /**
     * Checks the history of a storm.
     *
     * @param startNanos when it began, on the machine's monotonic clock
     * @param vacant the elections that no candidate won after the last fault
     */
    Verdict(
            StormPlan plan,
            long startNanos,
            List<Fault> faults,
            List<QuietPeriod> calms,
            List<HistoryEvent> events,
            List<String> vacant) {
        this.plan = plan;
        this.startNanos = startNanos;
        this.faults = List.copyOf(faults);
        this.terms = HistoryChecker.terms(events);
        this.violations = HistoryChecker.check(events);
        this.vacant = List.copyOf(vacant);
        this.longestVacancy = LeaderlessTimes.longest(terms, calms);
    }

    /** Whether all promises held. */
    public boolean isGood() {
        return violations.isEmpty() && vacant.isEmpty();
    }

    StormPlan plan() {
        return plan;
    }

    long startNanos() {
        return startNanos;
    }

    List<Fault> faults() {
        return faults;
    }

    /** The terms that were valid for any time. */
    public List<ValidTerm> terms() {
        return terms;
    }

    /** The promises that were broken. */
    public List<Violation> violations() {
        return violations;
    }

    /** The elections that no candidate won after the last fault. */
    public List<String> vacant() {
        return vacant;
    }

    /** The longest time that an election had no leader during quiet periods. */
    Duration longestVacancy() {
        return longestVacancy;
    }
}
