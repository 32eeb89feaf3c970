/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.report.Promise.Verdict;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Summarises a comparison in sentences, each based on its figures. */
final class Summary {
    private final Comparison comparison;
    private final SeriesFinder figures;

    private Summary(Comparison comparison) {
        this.comparison = comparison;
        this.figures = new SeriesFinder(comparison);
    }

    /**
     * One point.
     *
     * @param heading a few words
     */
    record Point(String heading, String text) {}

    static List<Point> of(Comparison comparison, List<Promise> promises) {
        Summary summary = new Summary(comparison);
        List<Point> points = new ArrayList<>();
        summary.interruption().ifPresent(text -> points.add(new Point("Interrupted", text)));
        points.add(new Point("Promises", summary.promises(promises)));
        summary.choice().ifPresent(text -> points.add(new Point("Which service", text)));
        summary.price().ifPresent(text -> points.add(new Point("Price of one API", text)));
        summary.crash().ifPresent(text -> points.add(new Point("A crash", text)));
        summary.freeze().ifPresent(text -> points.add(new Point("A freeze", text)));
        summary.idle().ifPresent(text -> points.add(new Point("Waiting", text)));
        summary.elections().ifPresent(text -> points.add(new Point("Many elections", text)));
        points.add(new Point("Mind", summary.caveat()));
        return points;
    }

    private Optional<String> interruption() {
        Conditions conditions = comparison.conditions();
        return conditions.interrupted()
                ? Optional.of(
                        "The comparison was stopped after %s. What was not measured to its end by then is named with each scenario."
                                .formatted(HtmlReport.duration(conditions.tookSeconds())))
                : Optional.empty();
    }

    private String promises(List<Promise> promises) {
        long met = count(promises, Verdict.MET);
        List<String> broken = promises.stream()
                .filter(promise -> promise.verdict() == Verdict.NOT_MET)
                .map(promise -> "“%s” on %s (%s)".formatted(promise.name(), promise.backend(), promise.measured()))
                .toList();
        long unknown = count(promises, Verdict.NOT_MEASURED);
        long judged = met + broken.size();
        String text = judged == 0
                ? "None was measured."
                : broken.isEmpty()
                        ? "All %d that were measured are met.".formatted(judged)
                        : "%d of the %d that were measured are met. Not met: %s."
                                .formatted(met, judged, SentenceParts.list(broken));
        return unknown == 0 || judged == 0 ? text : text + " %d more were not measured.".formatted(unknown);
    }

    private static long count(List<Promise> promises, Verdict verdict) {
        return promises.stream().filter(promise -> promise.verdict() == verdict).count();
    }

    /** Which service is best by which criteria. */
    private Optional<String> choice() {
        List<Criterion> criteria = Criterion.of(figures, figures.backends());
        if (criteria.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("Take the one that you run already, unless this decides:");
        for (String backend : figures.backends()) {
            List<String> ahead = criteria.stream()
                    .filter(criterion -> criterion.leads(backend))
                    .map(Criterion::name)
                    .map(SentenceParts::small)
                    .toList();
            if (!ahead.isEmpty()) {
                text.append(" Least with %s: %s.".formatted(Backends.name(backend), SentenceParts.list(ahead)));
            }
        }
        List<String> even = criteria.stream()
                .filter(criterion -> figures.backends().stream().noneMatch(criterion::leads))
                .map(Criterion::name)
                .map(SentenceParts::small)
                .toList();
        return Optional.of(
                even.isEmpty()
                        ? text.toString()
                        : text + " No single one is ahead beyond noise: %s.".formatted(SentenceParts.list(even)));
    }

    /** Election4j compared with the client library alone. */
    private Optional<String> price() {
        List<String> parts = new ArrayList<>();
        ratios(ScenarioIds.ENTER, Metrics.ENTER_TO_TERM).ifPresent(text -> parts.add("entering takes " + text));
        ratios(ScenarioIds.HANDOVER, Metrics.LEAVE_TO_NEXT_TERM)
                .ifPresent(text -> parts.add("a graceful handover " + text));
        ratios(ScenarioIds.COLD_START, Metrics.PROCESS_START_TO_FIRST_TERM)
                .ifPresent(text -> parts.add("the start of a process " + text));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of("In times of the client library alone, at the median: "
                        + String.join("; ", parts)
                        + ". Less than 1× is quicker than the library.");
    }

    private Optional<String> ratios(String scenario, String metric) {
        List<String> parts = MetricRow.of(figures, scenario, metric).stream()
                .filter(line -> line.ours().isPresent() && line.raw().isPresent())
                .map(line -> "%s on %s%s"
                        .formatted(
                                line.ratio(),
                                Backends.name(line.backend()),
                                line.setting().words().isEmpty()
                                        ? ""
                                        : " (" + line.setting().words() + ")"))
                .toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of(SentenceParts.list(parts));
    }

    /** Uses the requested time to live, or the next longer one, because the wait grows with it. */
    private Optional<String> crash() {
        List<Setting> settings = figures.settings(ScenarioIds.CRASH, Metrics.KILL_TO_NEXT_TERM);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        double seconds = comparison.conditions().ttlMillis() / 1000.0;
        Setting setting = settings.stream()
                .filter(one -> one.number().orElse(seconds) >= seconds)
                .findFirst()
                .orElse(settings.get(settings.size() - 1));
        String waits = SentenceParts.list(ours(ScenarioIds.CRASH, Metrics.KILL_TO_NEXT_TERM, setting).stream()
                .map(series -> {
                    Percentiles spread = Percentiles.of(series.samples());
                    return "%s with %s (longest %s)"
                            .formatted(
                                    Numbers.of(spread.p50(), series.unit()),
                                    Backends.name(series.backend()),
                                    Numbers.of(spread.max(), series.unit()));
                })
                .toList());
        return waits.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "When a leader's process is killed, nobody leads for %s%s. The wait is about the time to live: a short one shortens it, and makes a leader lose its seat to a short disturbance, too."
                                .formatted(waits, setting.words().isEmpty() ? "" : ", with " + setting.words()));
    }

    private Optional<String> freeze() {
        List<String> ours = wrong(Party.OURS);
        List<String> raw = wrong(Party.RAW);
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "A leader that stood still claims to lead while another does, in all runs together: Election4j "
                        + SentenceParts.list(ours)
                        + (raw.isEmpty() ? "" : "; the client library alone " + SentenceParts.list(raw))
                        + ". Only the fencing token keeps data safe from a write that was already on its way.");
    }

    private List<String> wrong(Party party) {
        List<String> parts = new ArrayList<>();
        for (String backend : figures.backends()) {
            List<Series> found = figures.of(ScenarioIds.FREEZE).stream()
                    .filter(series -> series.party() == party
                            && series.backend().equals(backend)
                            && (series.metric().equals(Metrics.WRONG_ANSWERS)
                                    || series.metric().equals(Metrics.WRONG_ANSWERS_AFTER_THAW)))
                    .toList();
            if (!found.isEmpty()) {
                double most = found.stream()
                        .mapToDouble(series -> series.samples().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .max()
                        .orElse(0);
                parts.add((most == 0 ? "never" : Numbers.plain(most) + " times") + " on " + Backends.name(backend));
            }
        }
        return parts;
    }

    private Optional<String> idle() {
        List<Setting> settings = figures.settings(ScenarioIds.IDLE, Metrics.REQUESTS_PER_CANDIDATE);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Setting setting = settings.get(settings.size() - 1);
        return Optional.of("While nothing happens, a candidate sends "
                + values(ours(ScenarioIds.IDLE, Metrics.REQUESTS_PER_CANDIDATE, setting), "requests")
                + ".");
    }

    private Optional<String> elections() {
        List<Setting> settings = figures.settings(ScenarioIds.ELECTIONS, Metrics.THREADS);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Setting most = settings.get(settings.size() - 1);
        String text = "One process that stands in %s needs %s"
                .formatted(most.words(), values(ours(ScenarioIds.ELECTIONS, Metrics.THREADS, most), "threads"));
        String requests = values(ours(ScenarioIds.ELECTIONS, Metrics.IDLE_REQUESTS, most), "requests");
        String takeover = values(ours(ScenarioIds.ELECTIONS, Metrics.TAKEOVER_OF_ALL, most), "");
        return Optional.of(text
                + (requests.isEmpty() ? "" : ". While nothing happens it sends " + requests)
                + (takeover.isEmpty() ? "" : ". If it dies, the last of them is led again after " + takeover)
                + ".");
    }

    private List<Series> ours(String scenario, String metric, Setting setting) {
        return figures.backends(scenario, metric).stream()
                .flatMap(backend -> figures.find(scenario, metric, setting.text(), backend, Party.OURS).stream())
                .toList();
    }

    /** {@code 12 threads with ZooKeeper and 17 with etcd}. */
    private static String values(List<Series> found, String noun) {
        List<String> parts = new ArrayList<>();
        for (Series series : found) {
            String value = Numbers.of(SeriesFinder.median(series), series.unit());
            String unit = series.unit() == Unit.PER_SECOND ? "/s" : "";
            String counted = parts.isEmpty() && !noun.isEmpty()
                    ? value.substring(0, value.length() - unit.length()) + " " + noun + unit
                    : value;
            parts.add(counted + " with " + Backends.name(series.backend()));
        }
        return SentenceParts.list(parts);
    }

    private String caveat() {
        int servers = comparison.conditions().cluster();
        String where = servers == 0
                ? "Measured with the user's own servers."
                : "Measured on one machine, with %s of each kind on it, which have no network between them: rely on the ratios, not on milliseconds."
                        .formatted(SentenceParts.count(servers, "server"));
        return comparison.conditions().quick()
                ? where + " The run was a quick one: samples are few, and much is “too few to tell”."
                : where;
    }
}
