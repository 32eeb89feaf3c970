/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The change of one series from the first comparison to the second; one of them may not have it. */
record Change(String scenario, Series any, Optional<Series> before, Optional<Series> after) {

    /** Returns the changes of all series of both, in the order of the first. */
    static List<Change> between(Comparison first, Comparison second) {
        List<Change> changes = new ArrayList<>();
        for (Series series : measured(first)) {
            changes.add(new Change(title(first, series), series, Optional.of(series), find(second, series)));
        }
        for (Series series : measured(second)) {
            if (find(first, series).isEmpty()) {
                changes.add(new Change(title(second, series), series, Optional.empty(), Optional.of(series)));
            }
        }
        return changes;
    }

    private static List<Series> measured(Comparison comparison) {
        return comparison.series().stream()
                .filter(series -> !series.samples().isEmpty())
                .toList();
    }

    private static Optional<Series> find(Comparison comparison, Series like) {
        return new SeriesFinder(comparison)
                .find(like.scenario(), like.metric(), like.setting(), like.backend(), like.party())
                .filter(series -> series.unit() == like.unit());
    }

    private static String title(Comparison comparison, Series series) {
        return comparison.scenarios().stream()
                .filter(scenario -> scenario.id().equals(series.scenario()))
                .map(ScenarioInfo::title)
                .findFirst()
                .orElse(series.scenario());
    }

    String metric() {
        return any.metric();
    }

    String setting() {
        return Setting.of(any.setting()).words();
    }

    String backend() {
        return Backends.name(any.backend());
    }

    String party() {
        return Parties.brief(any.party());
    }

    String first() {
        return median(before);
    }

    String second() {
        return median(after);
    }

    /** The change of the median, in percent of the first one. */
    String percent() {
        if (before.isEmpty() || after.isEmpty()) {
            return Numbers.NONE;
        }
        double old = SeriesFinder.median(before.get());
        return old <= 0
                ? Numbers.NONE
                : String.format(Locale.ROOT, "%+.0f %%", 100 * (SeriesFinder.median(after.get()) - old) / old)
                        .replace("-0 %", "0 %")
                        .replace("+0 %", "0 %");
    }

    /** Whether the change is significant, in words. */
    String verdict() {
        if (before.isEmpty()) {
            return "only in B";
        }
        return after.isEmpty() ? "only in A" : noise().words(any.unit());
    }

    /** Whether the report highlights it. */
    boolean notable() {
        return before.isEmpty() || after.isEmpty() || isReal();
    }

    /** The class of the style sheet. */
    String style() {
        if (before.isEmpty() || after.isEmpty() || !isReal()) {
            return "even";
        }
        return noise() == SignificanceTest.LESS ? "good" : "bad";
    }

    private boolean isReal() {
        return noise() == SignificanceTest.LESS || noise() == SignificanceTest.MORE;
    }

    private SignificanceTest noise() {
        return SignificanceTest.between(
                after.map(Series::samples).orElse(List.of()),
                before.map(Series::samples).orElse(List.of()));
    }

    private static String median(Optional<Series> series) {
        return series.map(found -> Numbers.of(SeriesFinder.median(found), found.unit()))
                .orElse(Numbers.NONE);
    }
}
