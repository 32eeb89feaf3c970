/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats a comparison as one HTML page that needs no script, no other file and no network. */
public final class HtmlReport {
    private HtmlReport() {}

    /** Returns the page. */
    public static String of(Comparison comparison) {
        List<Promise> promises = Promises.of(comparison);
        SeriesFinder figures = new SeriesFinder(comparison);
        Conditions conditions = comparison.conditions();
        Page page = new Page(
                Templates.style(),
                subtitle(comparison),
                Summary.of(comparison, promises),
                choice(figures),
                groups(promises),
                sections(comparison, figures),
                facts(conditions),
                conditions.machine(),
                services(comparison),
                conditions.command(),
                new Page.SignificanceTest(
                        Percentiles.LEAST_FOR_P95,
                        Percentiles.LEAST_FOR_P99,
                        Numbers.plain(100 * SignificanceTest.REAL) + " %"));
        return Templates.fill("report.html", page);
    }

    private static String subtitle(Comparison comparison) {
        Conditions conditions = comparison.conditions();
        return "%s beside their client libraries used alone, measured %s%s"
                .formatted(
                        "Election4j on "
                                + SentenceParts.list(Backends.of(comparison).stream()
                                        .map(Backends::name)
                                        .toList()),
                        date(conditions.startedAt()),
                        conditions.quick() ? ", in a quick run" : "");
    }

    private static String date(String instant) {
        int time = instant.indexOf('T');
        return time < 0 ? instant : instant.substring(0, time);
    }

    private static Page.Choice choice(SeriesFinder figures) {
        List<String> backends = figures.backends();
        return new Page.Choice(
                backends.stream().map(Backends::name).toList(),
                Criterion.of(figures, backends).stream()
                        .map(criterion -> new Page.ChoiceRow(
                                criterion.name(),
                                criterion.places().stream()
                                        .map(place -> new Page.ChoiceCell(place.value(), place.best()))
                                        .toList()))
                        .toList());
    }

    private static List<Page.PromiseGroup> groups(List<Promise> promises) {
        Map<String, List<Promise>> byName = new LinkedHashMap<>();
        promises.forEach(promise -> byName.computeIfAbsent(promise.name(), name -> new ArrayList<>())
                .add(promise));
        return byName.values().stream()
                .map(group -> new Page.PromiseGroup(
                        group.get(0).name(),
                        group.get(0).limit(),
                        group.get(0).reason(),
                        group.stream()
                                .map(promise -> row(promise, promise.equals(group.get(0))))
                                .toList()))
                .toList();
    }

    private static Page.PromiseRow row(Promise promise, boolean first) {
        return switch (promise.verdict()) {
            case MET -> new Page.PromiseRow(promise, first, "good", "✓");
            case NOT_MET -> new Page.PromiseRow(promise, first, "bad", "✗");
            case NOT_MEASURED -> new Page.PromiseRow(promise, first, "even", "○");
        };
    }

    private static List<Page.Section> sections(Comparison comparison, SeriesFinder figures) {
        List<Page.Section> sections = new ArrayList<>();
        for (ScenarioInfo scenario : comparison.scenarios()) {
            List<MetricView> metrics = new ArrayList<>();
            for (String metric : figures.metrics(scenario.id())) {
                metrics.add(MetricView.of(figures, scenario.id(), metric, name(scenario) + "-" + metrics.size()));
            }
            List<String> omissions = comparison.omissions().stream()
                    .filter(omission -> omission.scenario().equals(scenario.id()))
                    .map(HtmlReport::sentence)
                    .toList();
            sections.add(new Page.Section(
                    name(scenario),
                    scenario.title(),
                    scenario.question(),
                    scenario.method(),
                    metrics,
                    timelines(comparison, scenario),
                    omissions));
        }
        return sections;
    }

    private static String name(ScenarioInfo scenario) {
        return "s-" + scenario.id().replaceAll("[^A-Za-z0-9-]", "-");
    }

    private static List<Chart> timelines(Comparison comparison, ScenarioInfo scenario) {
        Map<List<String>, List<Timeline>> runs = new LinkedHashMap<>();
        comparison.timelines().stream()
                .filter(timeline -> timeline.scenario().equals(scenario.id())
                        && !timeline.bars().isEmpty())
                .forEach(timeline -> runs.computeIfAbsent(
                                List.of(timeline.setting(), timeline.backend()), key -> new ArrayList<>())
                        .add(timeline));
        List<Chart> charts = new ArrayList<>();
        for (List<Timeline> together : runs.values()) {
            charts.add(TimelineChart.of(together, name(scenario) + "-time-" + charts.size()));
        }
        return charts;
    }

    private static String sentence(Omission omission) {
        List<String> parts = new ArrayList<>();
        parts.add(Backends.name(omission.backend()));
        parts.add(Parties.brief(omission.party()));
        parts.add(Setting.of(omission.setting()).words());
        parts.removeIf(String::isEmpty);
        return String.join(", ", parts) + ": " + omission.reason();
    }

    private static List<Page.Fact> facts(Conditions conditions) {
        return List.of(
                new Page.Fact("Begun", conditions.startedAt()),
                new Page.Fact("Took", duration(conditions.tookSeconds())),
                new Page.Fact(
                        "Servers",
                        conditions.cluster() == 0
                                ? "the user's own"
                                : SentenceParts.count(conditions.cluster(), "server") + " of each kind"),
                new Page.Fact(
                        "Time to live asked for",
                        Numbers.plain(conditions.ttlMillis() / 1000.0) + " s, where a scenario has not several"),
                new Page.Fact(
                        "Samples", conditions.quick() ? "few, to save time" : "as many as each scenario asks for"));
    }

    static String duration(long seconds) {
        long minutes = seconds / 60;
        return minutes == 0 ? seconds + " s" : minutes + " min " + seconds % 60 + " s";
    }

    private static List<Page.ServiceFacts> services(Comparison comparison) {
        Conditions conditions = comparison.conditions();
        return Backends.of(comparison).stream()
                .map(backend -> new Page.ServiceFacts(
                        Backends.name(backend),
                        conditions.versions().getOrDefault(backend, Numbers.NONE),
                        conditions.libraries().getOrDefault(backend, Numbers.NONE)))
                .toList();
    }
}
