/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures of one metric with one service under one setting: Election4j's, the client library's alone, and the floor. */
record MetricRow(
        String scenario,
        String metric,
        Setting setting,
        String backend,
        Unit unit,
        Optional<Series> ours,
        Optional<Series> raw,
        Optional<Series> floor) {

    /** Returns all rows of a metric, by setting, then by service. */
    static List<MetricRow> of(SeriesFinder figures, String scenario, String metric) {
        List<MetricRow> lines = new ArrayList<>();
        for (Setting setting : figures.settings(scenario, metric)) {
            for (String backend : figures.backends(scenario, metric)) {
                Optional<Series> ours = figures.find(scenario, metric, setting.text(), backend, Party.OURS);
                Optional<Series> raw = figures.find(scenario, metric, setting.text(), backend, Party.RAW);
                Optional<Series> floor = figures.floor(scenario, metric, setting.text(), backend);
                Stream.of(ours, raw, floor)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .ifPresent(any -> lines.add(
                                new MetricRow(scenario, metric, setting, backend, any.unit(), ours, raw, floor)));
            }
        }
        return lines;
    }

    Optional<Percentiles> oursSpread() {
        return ours.map(series -> Percentiles.of(series.samples()));
    }

    Optional<Percentiles> rawSpread() {
        return raw.map(series -> Percentiles.of(series.samples()));
    }

    /** The ratio of Election4j to the client library, at the median. */
    String ratio() {
        return ratio(raw);
    }

    /** The ratio of Election4j to the floor, at the median. */
    String floorRatio() {
        return ratio(floor);
    }

    /** Whether Election4j and the client library differ, in words. */
    String verdict() {
        return ours.isEmpty() || raw.isEmpty()
                ? Numbers.NONE
                : SignificanceTest.between(ours.get().samples(), raw.get().samples())
                        .words(unit);
    }

    /** Notes for the reader of the figures; empty if there are none. */
    String note() {
        return Stream.of(ours, raw, floor)
                .flatMap(Optional::stream)
                .map(Series::note)
                .filter(note -> !note.isEmpty())
                .distinct()
                .reduce((left, right) -> left + " " + right)
                .orElse("");
    }

    private String ratio(Optional<Series> reference) {
        return ours.isEmpty() || reference.isEmpty()
                ? Numbers.NONE
                : Numbers.ratio(SeriesFinder.median(ours.get()), SeriesFinder.median(reference.get()));
    }
}
