/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.report.Promise.Verdict;
import io.election4j.harness.report.TextGrid.Shape;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.ScenarioInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Formats a comparison for a terminal: a line for each scenario and service, then the verdicts on the promises. */
public final class TerminalTable {
    private TerminalTable() {}

    /** Returns plain text of at most 100 columns. */
    public static String of(Comparison comparison) {
        SeriesFinder figures = new SeriesFinder(comparison);
        TextGrid grid = new TextGrid(
                Shape.words("Median", 36),
                Shape.words("Service", 12),
                Shape.number("Election4j", 13),
                Shape.number("library", 12),
                Shape.number("ratio", 9),
                Shape.words("difference", 18));
        for (ScenarioInfo scenario : comparison.scenarios()) {
            gist(figures, scenario, comparison.conditions().ttlMillis())
                    .forEach(line -> grid.row(List.of(
                            title(scenario, line),
                            Backends.name(line.backend()),
                            median(line, line.ours().isPresent() ? line.oursSpread() : floor(line)),
                            median(line, line.rawSpread()),
                            line.ratio(),
                            line.ours().isPresent() || line.floor().isEmpty() ? line.verdict() : "service alone")));
        }
        return grid + System.lineSeparator() + promises(Promises.of(comparison));
    }

    private static String title(ScenarioInfo scenario, MetricRow line) {
        String setting = line.setting().words();
        return setting.isEmpty()
                ? scenario.title()
                : line.setting().before().equals("ttl")
                        ? scenario.title() + ", " + setting
                        : SentenceParts.capital(setting);
    }

    /** Returns the first metric of the scenario, at the requested time to live or in its largest setting. */
    private static List<MetricRow> gist(SeriesFinder figures, ScenarioInfo scenario, long ttlMillis) {
        List<String> metrics = figures.metrics(scenario.id());
        if (metrics.isEmpty()) {
            return List.of();
        }
        List<MetricRow> lines = MetricRow.of(figures, scenario.id(), metrics.get(0));
        Setting setting = lines.stream()
                .map(MetricRow::setting)
                .max(Comparator.comparing((Setting one) -> isTtl(one, ttlMillis))
                        .thenComparing(one -> one.number().orElse(0.0)))
                .orElseThrow();
        return setting.number().isEmpty()
                ? lines
                : lines.stream().filter(line -> line.setting().equals(setting)).toList();
    }

    private static boolean isTtl(Setting setting, long millis) {
        return setting.before().equals("ttl")
                && setting.number().filter(seconds -> seconds * 1000 == millis).isPresent();
    }

    private static Optional<Percentiles> floor(MetricRow line) {
        return line.floor().map(series -> Percentiles.of(series.samples()));
    }

    private static String median(MetricRow line, Optional<Percentiles> spread) {
        return spread.map(found -> Numbers.of(found.p50(), line.unit())).orElse(Numbers.NONE);
    }

    private static String promises(List<Promise> promises) {
        String count = Stream.of(Verdict.values())
                .map(verdict -> promises.stream()
                                .filter(promise -> promise.verdict() == verdict)
                                .count()
                        + " "
                        + verdict.words())
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
        StringBuilder text =
                new StringBuilder("Promises: ").append(count).append('.').append(System.lineSeparator());
        promises.stream()
                .filter(promise -> promise.verdict() == Verdict.NOT_MET)
                .forEach(promise -> text.append("  Not met: %s, %s%n    measured: %s%n    limit: %s%n"
                        .formatted(promise.name(), promise.backend(), promise.measured(), promise.limit())));
        return text.toString().replace(Numbers.SPACE, " ");
    }
}
