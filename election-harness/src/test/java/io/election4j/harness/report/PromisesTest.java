/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static io.election4j.harness.report.Comparisons.around;
import static io.election4j.harness.report.Comparisons.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.report.Promise.Verdict;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PromisesTest {
    @Test
    void aHandoverMayTakeTwiceTheTimeOfTheLibraryButNotTenMillisecondsMore() {
        assertThat(handover(9.9, 5)).isEqualTo(Verdict.MET);
        assertThat(handover(10.5, 5)).isEqualTo(Verdict.NOT_MET);
        assertThat(handover(29.5, 20)).isEqualTo(Verdict.MET);
        assertThat(handover(31, 20)).isEqualTo(Verdict.NOT_MET);
    }

    @Test
    void theWorstTimeToLiveDecidesOnCrashes() {
        Comparison comparison = Comparisons.of(
                crash("ttl 2 s", Party.OURS, 1800),
                crash("ttl 2 s", Party.RAW, 1700),
                crash("ttl 10 s", Party.OURS, 10_000),
                crash("ttl 10 s", Party.RAW, 9_000));

        Promise promise = promise(comparison, "Crash failover");
        assertThat(promise.verdict()).isEqualTo(Verdict.NOT_MET);
        assertThat(promise.measured()).contains("10" + Numbers.SPACE + "s against 9", "1.11×", "ttl 10 s");
    }

    @Test
    void consulIsJudgedAtItsDefaultTimeToLiveAlone() {
        Series slow = crash("ttl 10 s", Party.OURS, 9_000);
        Series quick = crash("ttl 2 s", Party.OURS, 1_700);

        assertThat(promise(onConsul(slow, quick), "Crash failover by default").verdict())
                .isEqualTo(Verdict.MET);
        assertThat(promise(onConsul(slow), "Crash failover by default").verdict())
                .isEqualTo(Verdict.NOT_MEASURED);
        assertThat(promise(onConsul(crash("ttl 2 s", Party.OURS, 2_100)), "Crash failover by default")
                        .verdict())
                .isEqualTo(Verdict.NOT_MET);
        assertThat(Promises.of(Comparisons.of(quick)))
                .extracting(Promise::name)
                .doesNotContain("Crash failover by default");
    }

    @Test
    void oneWrongAnswerBreaksThePromise() {
        assertThat(freeze(0, 0)).isEqualTo(Verdict.MET);
        assertThat(freeze(0, 1)).isEqualTo(Verdict.NOT_MET);
    }

    @Test
    void theMostElectionsAreComparedWithTheFewest() {
        assertThat(elections(Metrics.THREADS, "Threads for many elections", 12, 14))
                .isEqualTo(Verdict.MET);
        assertThat(elections(Metrics.THREADS, "Threads for many elections", 12, 15))
                .isEqualTo(Verdict.NOT_MET);
        assertThat(elections(Metrics.IDLE_REQUESTS, "Idle requests for many elections", 2, 3))
                .isEqualTo(Verdict.MET);
        assertThat(elections(Metrics.IDLE_REQUESTS, "Idle requests for many elections", 2, 3.1))
                .isEqualTo(Verdict.NOT_MET);
    }

    @Test
    void fiveSamplesAreNeededForAVerdict() {
        String metric = Metrics.PROCESS_START_TO_FIRST_TERM;
        Series raw = series(ScenarioIds.COLD_START, metric, "", Party.RAW, Unit.MILLISECONDS, 1, 1, 1, 1, 1);
        Series four = series(ScenarioIds.COLD_START, metric, "", Party.OURS, Unit.MILLISECONDS, 9, 9, 9, 9);
        Series five = series(ScenarioIds.COLD_START, metric, "", Party.OURS, Unit.MILLISECONDS, 9, 9, 9, 9, 9);

        assertThat(promise(Comparisons.of(four, raw), "Cold start").verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(promise(Comparisons.of(five, raw), "Cold start").verdict()).isEqualTo(Verdict.NOT_MET);
    }

    @Test
    void aPromiseWithoutTheLibrarysSeriesIsNotMeasured() {
        Comparison comparison = Comparisons.of(handover(Party.OURS, 5));

        assertThat(Promises.of(comparison)).isNotEmpty().allSatisfy(promise -> assertThat(promise.verdict())
                .isEqualTo(Verdict.NOT_MEASURED));
    }

    private static Verdict handover(double ours, double raw) {
        return promise(Comparisons.of(handover(Party.OURS, ours), handover(Party.RAW, raw)), "Graceful handover")
                .verdict();
    }

    private static Series handover(Party party, double middle) {
        return series(
                ScenarioIds.HANDOVER, Metrics.LEAVE_TO_NEXT_TERM, "", party, Unit.MILLISECONDS, around(middle, 21));
    }

    private static Series crash(String setting, Party party, double middle) {
        return series(
                ScenarioIds.CRASH,
                Metrics.KILL_TO_NEXT_TERM,
                setting,
                party,
                Unit.MILLISECONDS,
                middle,
                middle,
                middle,
                middle,
                middle);
    }

    private static Verdict freeze(double... wrong) {
        return promise(
                        Comparisons.of(
                                series(ScenarioIds.FREEZE, Metrics.WRONG_ANSWERS, "", Party.OURS, Unit.COUNT, wrong)),
                        "No wrong answer after a freeze")
                .verdict();
    }

    private static Verdict elections(String metric, String name, double one, double many) {
        return promise(
                        Comparisons.of(
                                series(ScenarioIds.ELECTIONS, metric, "1000 elections", Party.OURS, Unit.COUNT, many),
                                series(ScenarioIds.ELECTIONS, metric, "1 elections", Party.OURS, Unit.COUNT, one)),
                        name)
                .verdict();
    }

    private static Comparison onConsul(Series... series) {
        Series[] moved = Arrays.stream(series)
                .map(one -> new Series(
                        one.scenario(),
                        one.metric(),
                        one.setting(),
                        "consul",
                        one.party(),
                        one.unit(),
                        one.samples(),
                        one.note()))
                .toArray(Series[]::new);
        return Comparisons.of(moved);
    }

    private static Promise promise(Comparison comparison, String name) {
        return Promises.of(comparison).stream()
                .filter(promise -> promise.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
