/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One metric of a scenario in the page: a table with the services side by side, and charts.
 *
 * @param settings whether the first column names the setting
 * @param groups the parties that have columns
 * @param ratio whether Election4j can be compared with the client library
 * @param counted whether any series has several samples
 * @param verdict whether there are enough samples for a significance test
 * @param floor whether Election4j can be compared with one write of the service
 */
record MetricView(
        String name,
        boolean settings,
        List<Group> groups,
        boolean ratio,
        boolean counted,
        boolean verdict,
        boolean floor,
        List<Row> rows,
        List<String> notes,
        List<Chart> charts) {

    /** The columns of one party. */
    record Group(String name, String style, List<String> columns) {
        int span() {
            return columns.size();
        }
    }

    /**
     * One service under one setting.
     *
     * @param heading one in the first row of a setting, none in the others
     */
    record Row(
            List<Heading> heading,
            String backend,
            String count,
            List<Cell> cells,
            String oursToRaw,
            String oursToFloor,
            Judged judged) {}

    /** The setting of several rows. */
    record Heading(String words, int span) {}

    /** A figure. */
    record Cell(String text, String style) {}

    /** Whether a difference is significant, and the style that shows it. */
    record Judged(String words, String style) {}

    static MetricView of(SeriesFinder figures, String scenario, String metric, String name) {
        List<MetricRow> lines = MetricRow.of(figures, scenario, metric);
        Map<Party, Boolean> parties = parties(lines);
        boolean single = lines.stream()
                .flatMap(line -> Stream.of(line.ours(), line.raw(), ownFloor(line)))
                .flatMap(Optional::stream)
                .allMatch(series -> series.samples().size() == 1);
        boolean ratio = lines.stream()
                .anyMatch(line -> line.ours().isPresent() && line.raw().isPresent());
        boolean floor = lines.stream()
                .anyMatch(line -> line.ours().isPresent() && line.floor().isPresent());
        List<Group> groups = parties.keySet().stream()
                .map(party -> new Group(
                        SentenceParts.capital(Parties.brief(party)),
                        party.name().toLowerCase(Locale.ROOT),
                        single ? List.of("value") : List.of("p50", "p95", "max")))
                .toList();
        return new MetricView(
                SentenceParts.capital(metric),
                lines.stream().anyMatch(line -> !line.setting().words().isEmpty()),
                groups,
                ratio,
                !single,
                ratio && !single,
                floor,
                rows(lines, List.copyOf(parties.keySet()), single),
                notes(lines),
                Stream.concat(LineChart.of(lines, name + "-by").stream(), BoxChart.of(lines, name + "-spread").stream())
                        .toList());
    }

    private static Map<Party, Boolean> parties(List<MetricRow> lines) {
        Map<Party, Boolean> parties = new EnumMap<>(Party.class);
        for (MetricRow line : lines) {
            line.ours().ifPresent(series -> parties.put(Party.OURS, true));
            line.raw().ifPresent(series -> parties.put(Party.RAW, true));
            ownFloor(line).ifPresent(series -> parties.put(Party.FLOOR, true));
        }
        return parties;
    }

    private static Optional<Series> ownFloor(MetricRow line) {
        return line.floor().filter(series -> series.metric().equals(line.metric()));
    }

    private static List<Row> rows(List<MetricRow> lines, List<Party> parties, boolean single) {
        List<Row> rows = new ArrayList<>();
        String last = "";
        for (MetricRow line : lines) {
            String words = line.setting().words();
            List<Heading> heading = words.equals(last)
                    ? List.of()
                    : List.of(new Heading(words, (int) lines.stream()
                            .filter(other -> other.setting().equals(line.setting()))
                            .count()));
            last = words;
            List<Cell> cells = parties.stream()
                    .flatMap(party -> cells(line, party, single).stream())
                    .toList();
            rows.add(new Row(
                    heading,
                    Backends.name(line.backend()),
                    count(line, parties),
                    cells,
                    line.ratio(),
                    line.floorRatio(),
                    judged(line)));
        }
        return rows;
    }

    /** Returns the number of samples: one number if it is the same for all parties. */
    private static String count(MetricRow line, List<Party> parties) {
        return parties.stream()
                .map(party -> series(line, party))
                .flatMap(Optional::stream)
                .map(series -> Numbers.grouped(series.samples().size()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Optional<Series> series(MetricRow line, Party party) {
        return switch (party) {
            case OURS -> line.ours();
            case RAW -> line.raw();
            case FLOOR -> ownFloor(line);
        };
    }

    private static List<Cell> cells(MetricRow line, Party party, boolean single) {
        Optional<Series> series = series(line, party);
        if (series.isEmpty()) {
            return Stream.generate(() -> new Cell(Numbers.NONE, "none"))
                    .limit(single ? 1 : 3)
                    .toList();
        }
        Percentiles spread = Percentiles.of(series.get().samples());
        Cell middle = new Cell(Numbers.of(spread.p50(), line.unit()), "middle");
        return single
                ? List.of(middle)
                : List.of(
                        middle,
                        new Cell(Numbers.of(spread.p95(), line.unit()), ""),
                        new Cell(Numbers.of(spread.max(), line.unit()), ""));
    }

    private static Judged judged(MetricRow line) {
        String words = line.verdict();
        if (line.metric().equals(Metrics.REFUSED_WRITES)) {
            // Neither good nor bad: the number depends on how many writes were tried.
            return new Judged(words, "even");
        }
        String style = words.endsWith("faster") || words.endsWith("less")
                ? "good"
                : words.endsWith("slower") || words.endsWith("more") ? "bad" : "even";
        return new Judged(words, style);
    }

    private static List<String> notes(List<MetricRow> lines) {
        return lines.stream()
                .filter(line -> !line.note().isEmpty())
                .map(line -> Backends.name(line.backend()) + ": " + line.note())
                .distinct()
                .toList();
    }
}
