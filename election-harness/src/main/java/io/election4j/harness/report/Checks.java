/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.report.Rule.Check;
import io.election4j.harness.report.Rule.Finding;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates the checks of promised limits. */
final class Checks {
    private Checks() {}

    /**
     * Checks that the median of Election4j is at most {@code mostTimes} times the client library's and at most {@code
     * mostAbove} above it, in every setting.
     */
    static Check besideRaw(String scenario, String metric, double mostTimes, double mostAbove) {
        return (figures, backend) -> figures.settings(scenario, metric).stream()
                .flatMap(setting -> pair(figures, scenario, metric, setting, backend).stream())
                .max(Comparator.comparingDouble(pair -> Math.max(pair.times() / mostTimes, pair.above() / mostAbove)))
                .map(worst -> new Finding(worst.times() <= mostTimes && worst.above() <= mostAbove, worst.words()));
    }

    /** Checks that the median of Election4j is below {@code most} milliseconds in the setting of {@code seconds} seconds. */
    static Check below(String scenario, String metric, double seconds, double most) {
        return (figures, backend) -> figures.settings(scenario, metric).stream()
                .filter(setting ->
                        seconds(setting).filter(value -> value == seconds).isPresent())
                .flatMap(setting -> figures.find(scenario, metric, setting.text(), backend, Party.OURS).stream())
                .findFirst()
                .map(ours -> {
                    double median = SeriesFinder.median(ours);
                    return new Finding(
                            median < most, Numbers.of(median, ours.unit()) + ", " + SentenceParts.size(ours));
                });
    }

    /** Checks that all samples of these metrics are zero. */
    static Check never(String scenario, List<String> metrics) {
        return (figures, backend) -> {
            List<Series> found = figures.of(scenario).stream()
                    .filter(series -> metrics.contains(series.metric())
                            && series.backend().equals(backend)
                            && series.party() == Party.OURS)
                    .toList();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            double sum = found.stream()
                    .flatMap(series -> series.samples().stream())
                    .mapToDouble(Double::doubleValue)
                    .sum();
            int runs = found.stream()
                    .mapToInt(series -> series.samples().size())
                    .max()
                    .orElse(0);
            return Optional.of(new Finding(sum == 0, Numbers.plain(sum) + " in " + SentenceParts.count(runs, "run")));
        };
    }

    /**
     * Checks that Election4j's value in the largest setting is at most {@code mostTimes} times the smallest setting's,
     * or at most {@code mostMore} above it.
     */
    static Check grows(String scenario, String metric, double mostTimes, double mostMore) {
        return (figures, backend) -> {
            List<Point> points = figures.settings(scenario, metric).stream()
                    .flatMap(setting -> figures.find(scenario, metric, setting.text(), backend, Party.OURS).stream()
                            .map(series -> new Point(setting, series)))
                    .toList();
            if (points.size() < 2) {
                return Optional.empty();
            }
            Point one = points.get(0);
            Point many = points.get(points.size() - 1);
            double least = one.value();
            return Optional.of(new Finding(
                    many.value() <= Math.max(least * mostTimes, least + mostMore), many.words() + "; " + one.words()));
        };
    }

    private static Optional<Pair> pair(
            SeriesFinder figures, String scenario, String metric, Setting setting, String backend) {
        Optional<Series> ours = figures.find(scenario, metric, setting.text(), backend, Party.OURS);
        Optional<Series> raw = figures.find(scenario, metric, setting.text(), backend, Party.RAW);
        return isEnough(ours) && isEnough(raw)
                ? Optional.of(new Pair(setting, ours.orElseThrow(), raw.orElseThrow()))
                : Optional.empty();
    }

    private static boolean isEnough(Optional<Series> series) {
        return series.filter(found -> !SignificanceTest.areTooFew(found.samples()))
                .isPresent();
    }

    private static Optional<Double> seconds(Setting setting) {
        return setting.after().equals("ms")
                ? setting.number().map(millis -> millis / 1000)
                : setting.number().filter(value -> setting.after().equals("s"));
    }

    private record Pair(Setting setting, Series ours, Series raw) {
        double times() {
            return SeriesFinder.median(ours) / SeriesFinder.median(raw);
        }

        double above() {
            return SeriesFinder.median(ours) - SeriesFinder.median(raw);
        }

        String words() {
            return Stream.of(
                            Numbers.of(SeriesFinder.median(ours), ours.unit()) + " against "
                                    + Numbers.of(SeriesFinder.median(raw), raw.unit()),
                            Numbers.ratio(SeriesFinder.median(ours), SeriesFinder.median(raw)),
                            SentenceParts.sizes(ours, raw),
                            setting.words().isEmpty() ? "" : "worst: " + setting.words())
                    .filter(part -> !part.isEmpty())
                    .reduce((left, right) -> left + ", " + right)
                    .orElse("");
        }
    }

    private record Point(Setting setting, Series series) {
        double value() {
            return SeriesFinder.median(series);
        }

        String words() {
            return Numbers.of(value(), series.unit()) + " with " + setting.words();
        }
    }
}
