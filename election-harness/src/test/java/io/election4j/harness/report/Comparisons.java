/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Small comparisons for tests. */
final class Comparisons {
    private Comparisons() {}

    static Comparison of(Series... series) {
        return new Comparison(
                new Conditions(
                        "2026-03-01T10:15:00Z",
                        61,
                        "bin/election compare",
                        List.of("a machine"),
                        1,
                        2000,
                        false,
                        false,
                        Map.of(),
                        Map.of()),
                Arrays.stream(series)
                        .map(Series::scenario)
                        .distinct()
                        .map(id -> new ScenarioInfo(id, "Title of " + id, "Why?", "So."))
                        .toList(),
                List.of(series),
                List.of(),
                List.of());
    }

    static Series series(String scenario, String metric, String setting, Party party, Unit unit, double... samples) {
        return new Series(
                scenario,
                metric,
                setting,
                "etcd",
                party,
                unit,
                DoubleStream.of(samples).boxed().toList(),
                "");
    }

    /** Returns {@code count} samples, evenly around the middle. */
    static double[] around(double middle, int count) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> middle * (1 + 0.001 * (i - (count - 1) / 2.0)))
                .toArray();
    }
}
