/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the results of the scenarios. Thread-safe. */
public final class Recorder {

    private record Key(String scenario, String metric, String setting, String backend, Party party, Unit unit) {}

    private final Map<Key, List<Double>> samples = new LinkedHashMap<>();
    private final List<Timeline> timelines = new ArrayList<>();
    private final Set<Omission> omissions = new LinkedHashSet<>();

    /** Adds samples to a series, and creates it with the first ones. */
    synchronized void add(
            String scenario,
            String metric,
            String setting,
            String backend,
            Party party,
            Unit unit,
            List<Double> values) {
        samples.computeIfAbsent(new Key(scenario, metric, setting, backend, party, unit), key -> new ArrayList<>())
                .addAll(values);
    }

    synchronized void add(Timeline timeline) {
        timelines.add(timeline);
    }

    synchronized void add(Omission omission) {
        omissions.add(omission);
    }

    /** All series, in the order in which they began. */
    public synchronized List<Series> series() {
        return samples.entrySet().stream()
                .map(entry -> new Series(
                        entry.getKey().scenario(),
                        entry.getKey().metric(),
                        entry.getKey().setting(),
                        entry.getKey().backend(),
                        entry.getKey().party(),
                        entry.getKey().unit(),
                        entry.getValue(),
                        ""))
                .toList();
    }

    /** All time lines, in the order in which they were added. */
    public synchronized List<Timeline> timelines() {
        return List.copyOf(timelines);
    }

    /** All omissions, in the order in which they were added. */
    public synchronized List<Omission> omissions() {
        return List.copyOf(omissions);
    }
}
