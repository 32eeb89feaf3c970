/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Draws how samples are spread: a box for each service and party, Election4j beside the client library, samples as dots. */
final class BoxChart {
    /** Fewer samples than this are too few for a box. */
    private static final int LEAST = 5;

    private static final int MANY = 80;
    private static final int ROW_HEIGHT = 24;
    private static final int FRAME_HEIGHT = 64;

    private BoxChart() {}

    /** Draws one chart for each setting, on the same axis; none if nothing was measured often enough. */
    static List<Chart> of(List<MetricRow> lines, String name) {
        List<Row> rows = lines.stream().flatMap(BoxChart::rows).toList();
        if (rows.stream()
                .noneMatch(row -> row.series().samples().size() >= LEAST
                        && isTime(row.line().unit()))) {
            return List.of();
        }
        MetricRow any = lines.get(0);
        Axis axis = Axis.of(
                rows.stream().flatMap(row -> row.series().samples().stream()).toList(), any.unit());
        List<Chart> charts = new ArrayList<>();
        for (Setting setting : lines.stream().map(MetricRow::setting).distinct().toList()) {
            List<Row> those = rows.stream()
                    .filter(row -> row.line().setting().equals(setting))
                    .toList();
            List<String> labels = those.stream().map(Row::label).distinct().toList();
            String title =
                    SentenceParts.capital(any.metric()) + (setting.words().isEmpty() ? "" : ", " + setting.words());
            String svg = plot(those, labels, axis, any).svg(FRAME_HEIGHT + labels.size() * ROW_HEIGHT);
            charts.add(new Chart(
                    title + (axis.logarithmic() ? " (log axis)" : ""),
                    SvgCleaner.of(svg, name + charts.size(), title, description(those))));
        }
        return charts;
    }

    private static boolean isTime(Unit unit) {
        return unit == Unit.MILLISECONDS || unit == Unit.NANOSECONDS;
    }

    private static Plot plot(List<Row> rows, List<String> labels, Axis axis, MetricRow any) {
        Plot plot = new Plot();
        boolean many = false;
        for (Row row : rows) {
            many |= row.series().samples().size() > MANY;
            for (double sample : row.series().samples()) {
                plot.row("value", axis.place(sample), "label", row.label(), "party", row.party());
            }
        }
        List<String> reversed = new ArrayList<>(labels);
        Collections.reverse(reversed);
        Map<String, Object> place = Map.of("x", "value", "y", "label", "fill", "party", "color", "party");
        plot.layer("boxplot", place, "orientation", "y", "alpha", 0.35, "width", 0.7);
        if (many) {
            plot.layer("point", place, "stat", "boxplot_outlier", "orientation", "y", "alpha", 0.5, "size", 1.8);
        } else {
            plot.layer("jitter", place, "alpha", 0.55, "size", 1.8, "width", 0, "height", 0.2, "seed", 7);
        }
        return plot.theme("legend_position", "none")
                .scale("y", Map.of("name", "", "discrete", true, "limits", reversed))
                .scale("x", axis.scale(any.metric() + unit(axis)))
                .scale("fill", colours(ChartColor::hex))
                .scale("color", colours(ChartColor::hex));
    }

    private static String unit(Axis axis) {
        return axis.name().isEmpty() ? "" : " (" + axis.name() + ")";
    }

    private static Map<String, Object> colours(Function<ChartColor, String> colour) {
        List<Party> parties = List.of(Party.values());
        return Map.of(
                "limits",
                parties.stream().map(Party::name).toList(),
                "values",
                parties.stream()
                        .map(party -> colour.apply(ChartColor.of(party)))
                        .toList());
    }

    private static Stream<Row> rows(MetricRow line) {
        return Stream.of(line.ours(), line.raw(), line.floor().filter(floor -> floor.metric()
                        .equals(line.metric())))
                .flatMap(Optional::stream)
                .map(series -> new Row(line, series));
    }

    private static String description(List<Row> rows) {
        return rows.stream()
                .map(row -> {
                    Percentiles spread = Percentiles.of(row.series().samples());
                    return "%s: from %s over %s in the middle to %s."
                            .formatted(
                                    row.label(),
                                    Numbers.of(spread.min(), row.line().unit()),
                                    Numbers.of(spread.p50(), row.line().unit()),
                                    Numbers.of(spread.max(), row.line().unit()));
                })
                .reduce((left, right) -> left + " " + right)
                .orElse("");
    }

    private record Row(MetricRow line, Series series) {
        String label() {
            return Backends.name(line.backend()) + " " + Parties.shortest(series.party());
        }

        String party() {
            return series.party().name();
        }
    }
}
