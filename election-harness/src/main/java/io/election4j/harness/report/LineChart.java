/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws how the median changes with a number that was varied: candidates, elections, the time to live. */
final class LineChart {
    private static final int HEIGHT = 330;

    private LineChart() {}

    /** Returns empty unless there are at least two settings, all with a number of the same quantity. */
    static Optional<Chart> of(List<MetricRow> lines, String name) {
        List<Setting> settings =
                lines.stream().map(MetricRow::setting).distinct().toList();
        boolean numeric = settings.stream().allMatch(setting -> setting.number().isPresent())
                && settings.stream().map(Setting::axis).distinct().count() == 1;
        List<Point> points =
                lines.stream().flatMap(line -> points(line).stream()).toList();
        if (settings.size() < 2 || !numeric || points.isEmpty()) {
            return Optional.empty();
        }
        MetricRow any = lines.get(0);
        String title =
                SentenceParts.capital(any.metric()) + " by " + any.setting().axis();
        return Optional.of(new Chart(
                title + ": medians", SvgCleaner.of(plot(points, any).svg(HEIGHT), name, title, description(points))));
    }

    private static Plot plot(List<Point> points, MetricRow any) {
        Axis across = Axis.of(points.stream().map(Point::number).toList(), Unit.COUNT);
        Axis up = Axis.of(points.stream().map(Point::median).toList(), any.unit());
        Plot plot = new Plot();
        points.forEach(point -> plot.row(
                "number",
                point.number(),
                "median",
                up.place(point.median()),
                "service",
                point.service(),
                "party",
                point.party()));
        List<String> services = points.stream().map(Point::service).distinct().toList();
        List<String> parties = points.stream().map(Point::party).distinct().toList();
        List<Object> colours = new ArrayList<>();
        List<Object> shapes = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            colours.add(ChartColor.ofService(i).hex());
            shapes.add(15 + i);
        }
        Map<String, Object> place =
                Map.of("x", "number", "y", "median", "color", "service", "shape", "service", "linetype", "party");
        return plot.layer("line", place, "size", 1.1)
                .layer("point", place, "size", 4)
                .scale(
                        "x",
                        across.scale(
                                any.setting().axis(),
                                points.stream().map(Point::number).distinct().toList()))
                .scale("y", up.scale(any.metric() + (up.name().isEmpty() ? "" : " (" + up.name() + ")")))
                .scale("color", Map.of("limits", services, "values", colours))
                .scale("shape", Map.of("limits", services, "values", shapes))
                .scale(
                        "linetype",
                        Map.of(
                                "limits",
                                parties,
                                "values",
                                List.of("solid", "dashed", "dotted").subList(0, parties.size())));
    }

    private static List<Point> points(MetricRow line) {
        List<Point> points = new ArrayList<>();
        line.ours().ifPresent(series -> points.add(new Point(line, series)));
        line.raw().ifPresent(series -> points.add(new Point(line, series)));
        return points;
    }

    private static String description(List<Point> points) {
        return points.stream()
                .map(point -> "%s, %s, %s: %s."
                        .formatted(
                                point.service(),
                                point.party(),
                                point.line().setting().words(),
                                Numbers.of(point.median(), point.line().unit())))
                .reduce((left, right) -> left + " " + right)
                .orElse("");
    }

    private record Point(MetricRow line, Series series) {
        double number() {
            return line.setting().number().orElse(0.0);
        }

        double median() {
            return SeriesFinder.median(series);
        }

        String service() {
            return Backends.name(line.backend());
        }

        String party() {
            return Parties.brief(series.party() == Party.OURS ? Party.OURS : Party.RAW);
        }
    }
}
