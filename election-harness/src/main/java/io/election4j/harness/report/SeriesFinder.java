/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.Series;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds figures in a comparison. Ignores series without samples. */
final class SeriesFinder {
    /** Metrics that take a few writes of the service, so that a ratio to one write has a meaning. */
    private static final Set<String> A_FEW_WRITES = Set.of(Metrics.ENTER_TO_TERM, Metrics.LEAVE_TO_NEXT_TERM);

    private final List<Series> all;

    SeriesFinder(Comparison comparison) {
        this.all = comparison.series().stream()
                .filter(series -> !series.samples().isEmpty())
                .toList();
    }

    List<Series> of(String scenario) {
        return all.stream().filter(series -> series.scenario().equals(scenario)).toList();
    }

    /** Returns the metrics in the order in which they were measured. */
    List<String> metrics(String scenario) {
        return of(scenario).stream().map(Series::metric).distinct().toList();
    }

    List<Setting> settings(String scenario, String metric) {
        return of(scenario).stream()
                .filter(series -> series.metric().equals(metric))
                .map(Series::setting)
                .distinct()
                .map(Setting::of)
                .sorted()
                .toList();
    }

    List<String> backends() {
        return Backends.of(all);
    }

    List<String> backends(String scenario, String metric) {
        return Backends.of(of(scenario).stream()
                .filter(series -> series.metric().equals(metric))
                .toList());
    }

    Optional<Series> find(String scenario, String metric, String setting, String backend, Party party) {
        return all.stream()
                .filter(series -> series.scenario().equals(scenario)
                        && series.metric().equals(metric)
                        && series.setting().equals(setting)
                        && series.backend().equals(backend)
                        && series.party() == party)
                .findFirst();
    }

    /** Returns the physical limit: measured with the same metric, or one write of the service. */
    Optional<Series> floor(String scenario, String metric, String setting, String backend) {
        return find(scenario, metric, setting, backend, Party.FLOOR)
                .or(() -> A_FEW_WRITES.contains(metric) ? write(backend) : Optional.empty());
    }

    private Optional<Series> write(String backend) {
        return of(ScenarioIds.COMMIT).stream()
                .filter(series -> series.metric().equals(Metrics.ONE_WRITE)
                        && series.backend().equals(backend)
                        && series.party() == Party.FLOOR)
                .findFirst();
    }

    static double median(Series series) {
        return Percentiles.of(series.samples()).p50();
    }
}
