/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Timeline.Bar;
import io.election4j.harness.result.Timeline.Kind;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Collects invented figures, which vary as real ones do and are the same in each run. */
final class SampleFigures {
    static final List<String> BACKENDS = List.of("zookeeper", "etcd", "consul");

    private final Random random;
    private final List<ScenarioInfo> scenarios = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private final List<Timeline> timelines = new ArrayList<>();
    private final List<Omission> omissions = new ArrayList<>();

    SampleFigures(long seed) {
        this.random = new Random(seed);
    }

    List<ScenarioInfo> scenarios() {
        return scenarios;
    }

    List<Series> series() {
        return series;
    }

    List<Timeline> timelines() {
        return timelines;
    }

    List<Omission> omissions() {
        return omissions;
    }

    void omission(Omission omission) {
        omissions.add(omission);
    }

    void timeline(String scenario, String setting, String backend) {
        timelines.add(new Timeline(
                scenario,
                setting,
                backend,
                Party.OURS,
                List.of(
                        new Bar("network", Kind.FAULT, 1000, 6000),
                        new Bar("first candidate", Kind.LEADS, 0, 2600),
                        new Bar("second candidate", Kind.LEADS, 2900, 9000))));
        timelines.add(new Timeline(
                scenario,
                setting,
                backend,
                Party.RAW,
                List.of(
                        new Bar("network", Kind.FAULT, 1000, 6000),
                        new Bar("first candidate", Kind.LEADS, 0, 3100),
                        new Bar("first candidate", Kind.WRONG, 3100, 6200),
                        new Bar("second candidate", Kind.LEADS, 3100, 9000))));
    }

    void scenario(String id, String title, String question, String method) {
        scenarios.add(new ScenarioInfo(id, title, question, method));
    }

    void pairs(String scenario, String metric, String setting, int count, double width, double[] ours, double[] raw) {
        for (int i = 0; i < 3; i++) {
            add(
                    scenario,
                    metric,
                    setting,
                    BACKENDS.get(i),
                    Party.OURS,
                    Unit.MILLISECONDS,
                    spread(ours[i], width, count));
            add(scenario, metric, setting, BACKENDS.get(i), Party.RAW, Unit.MILLISECONDS, spread(raw[i], width, count));
        }
    }

    void counts(String scenario, String metric, String setting, double[] ours, double[] raw) {
        for (int i = 0; i < 3; i++) {
            add(scenario, metric, setting, BACKENDS.get(i), Party.OURS, Unit.COUNT, whole(ours[i]));
            add(scenario, metric, setting, BACKENDS.get(i), Party.RAW, Unit.COUNT, whole(raw[i]));
        }
    }

    void reading(String metric, String setting, String backend, Unit unit, double ours, double raw) {
        add(ScenarioIds.ELECTIONS, metric, setting, backend, Party.OURS, unit, List.of(ours));
        if (!backend.equals("consul") || !setting.startsWith("10000")) {
            add(ScenarioIds.ELECTIONS, metric, setting, backend, Party.RAW, unit, List.of(raw));
        }
    }

    void add(
            String scenario,
            String metric,
            String setting,
            String backend,
            Party party,
            Unit unit,
            List<Double> samples) {
        series.add(new Series(scenario, metric, setting, backend, party, unit, samples, ""));
    }

    List<Double> spread(double middle, double width, int count) {
        return DoubleStream.generate(() -> middle * Math.exp(random.nextGaussian() * width))
                .limit(count)
                .boxed()
                .toList();
    }

    private List<Double> whole(double middle) {
        return DoubleStream.generate(() -> Math.rint(middle * (0.8 + 0.4 * random.nextDouble())))
                .limit(20)
                .boxed()
                .toList();
    }
}
