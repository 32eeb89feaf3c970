/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows how samples are spread: a box for each service and party, ours beside the library's, all samples as dots. */
final class BoxChart {
    /** Below this a box would pretend to know. */
    private static final int LEAST = 5;

    private static final int MANY = 80;
    private static final int ROW_HEIGHT = 24;
    private static final int FRAME_HEIGHT = 64;
    private static final int FACET_HEIGHT = 46;

    private BoxChart() {}

    /** Empty if nothing was measured often enough. */
    static Optional<Chart> of(List<Line> lines, String name) {
        List<Row> rows = lines.stream().flatMap(BoxChart::rows).toList();
        if (rows.stream().noneMatch(row -> row.series().samples().size() >= LEAST)) {
            return Optional.empty();
        }
        Line any = lines.get(0);
        Axis axis = Axis.of(
                rows.stream().flatMap(row -> row.series().samples().stream()).toList(), any.unit());
        List<String> labels = rows.stream().map(Row::label).distinct().toList();
        long facets = rows.stream().map(Row::facet).distinct().count();
        Plot plot = plot(rows, labels, axis, any);
        if (facets > 1) {
            plot.facets("facet");
        }
        int height =
                (int) (FRAME_HEIGHT + facets * labels.size() * ROW_HEIGHT + (facets > 1 ? facets * FACET_HEIGHT : 0));
        String title = Words.capital(any.metric());
        return Optional.of(new Chart(
                title + (axis.logarithmic() ? ", on a logarithmic axis" : ""),
                Picture.of(plot.svg(height), name, title, description(rows))));
    }

    private static Plot plot(List<Row> rows, List<String> labels, Axis axis, Line any) {
        Plot plot = new Plot();
        boolean many = false;
        for (Row row : rows) {
            many |= row.series().samples().size() > MANY;
            for (double sample : row.series().samples()) {
                plot.row("value", axis.place(sample), "label", row.label(), "facet", row.facet(), "party", row.party());
            }
        }
        List<String> reversed = new ArrayList<>(labels);
        Collections.reverse(reversed);
        Map<String, Object> place = Map.of("x", "value", "y", "label", "fill", "party", "color", "party");
        plot.layer(
                "boxplot",
                place,
                "orientation",
                "y",
                "alpha",
                0.35,
                "outlier_alpha",
                many ? 0.6 : 0,
                "outlier_size",
                1.5,
                "width",
                0.7,
                "show_legend",
                false);
        if (!many) {
            plot.layer(
                    "jitter",
                    place,
                    "alpha",
                    0.55,
                    "size",
                    1.8,
                    "width",
                    0,
                    "height",
                    0.2,
                    "seed",
                    7,
                    "show_legend",
                    false);
        }
        return plot.scale("y", Map.of("name", "", "discrete", true, "limits", reversed))
                .scale("x", axis.scale(any.metric() + unit(axis)))
                .scale("fill", colours(Ink::hex))
                .scale("color", colours(Ink::hex));
    }

    private static String unit(Axis axis) {
        return axis.name().isEmpty() ? "" : " (" + axis.name() + ")";
    }

    private static Map<String, Object> colours(Function<Ink, String> colour) {
        List<Party> parties = List.of(Party.values());
        return Map.of(
                "limits",
                parties.stream().map(Party::name).toList(),
                "values",
                parties.stream().map(party -> colour.apply(Ink.of(party))).toList());
    }

    private static Stream<Row> rows(Line line) {
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
                                    (row.facet() + " " + row.label()).strip(),
                                    Numbers.of(spread.min(), row.line().unit()),
                                    Numbers.of(spread.p50(), row.line().unit()),
                                    Numbers.of(spread.max(), row.line().unit()));
                })
                .reduce((left, right) -> left + " " + right)
                .orElse("");
    }

    private record Row(Line line, Series series) {
        String label() {
            return Backends.name(line.backend()) + ", " + Parties.brief(series.party());
        }

        String facet() {
            return line.setting().words();
        }

        String party() {
            return series.party().name();
        }
    }
}
