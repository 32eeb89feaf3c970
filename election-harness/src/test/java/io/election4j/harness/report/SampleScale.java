/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.Unit;
import java.util.List;

/** Invented figures of many candidates and many elections. */
final class SampleScale {
    private static final List<String> BACKENDS = SampleFigures.BACKENDS;

    private SampleScale() {}

    static void addTo(SampleFigures figures) {
        figures.scenario(
                ScenarioIds.CANDIDATES,
                "Many candidates",
                "Does a crowd of waiting candidates slow a handover down?",
                "So many candidates stand in one election; the leader resigns; from there to the next term.");
        for (int candidates : List.of(1, 10, 100, 500)) {
            String setting = candidates + " candidates";
            double crowd = Math.sqrt(candidates);
            figures.pairs(
                    ScenarioIds.CANDIDATES,
                    Metrics.LEAVE_TO_NEXT_TERM,
                    setting,
                    20,
                    0.3,
                    new double[] {7, 6, 7.4},
                    new double[] {7, 6, 7 * crowd});
            figures.counts(
                    ScenarioIds.CANDIDATES,
                    Metrics.REQUESTS_PER_HANDOVER,
                    setting,
                    new double[] {4, 3, 6},
                    new double[] {4, 1, 2 + 1.9 * candidates});
        }
        figures.scenario(
                ScenarioIds.ELECTIONS,
                "Many elections",
                "What do many elections in one process cost?",
                "One process stands in all of them and holds them; then it is killed, and a second takes over.");
        for (int elections : List.of(1, 100, 1000, 10000)) {
            readings(figures, elections);
        }
    }

    private static void readings(SampleFigures figures, int elections) {
        String setting = elections + " elections";
        double[] threads = {12, 17, 14};
        for (int i = 0; i < 3; i++) {
            String backend = BACKENDS.get(i);
            figures.reading(
                    Metrics.TIME_TO_HOLD_ALL,
                    setting,
                    backend,
                    Unit.MILLISECONDS,
                    6 + elections * 0.8,
                    8 + elections * 1.4);
            figures.reading(
                    Metrics.THREADS, setting, backend, Unit.COUNT, threads[i], threads[i] + (i == 2 ? elections : 0));
            figures.reading(
                    Metrics.CONNECTIONS, setting, backend, Unit.COUNT, i == 2 ? 3 : 1, i == 2 ? 1 + elections : 1);
            figures.reading(
                    Metrics.HEAP,
                    setting,
                    backend,
                    Unit.MEBIBYTES,
                    6 + elections * 0.003,
                    6 + elections * (i == 2 ? 0.03 : 0.002));
            double requests = i == 2 && elections == 10000 ? 9.4 : 1.2 + i;
            figures.reading(
                    Metrics.IDLE_REQUESTS,
                    setting,
                    backend,
                    Unit.PER_SECOND,
                    requests,
                    i == 1 ? 0.3 * elections : 0.35);
            figures.reading(
                    Metrics.TAKEOVER_OF_ALL,
                    setting,
                    backend,
                    Unit.MILLISECONDS,
                    1800 + elections * 0.1,
                    1900 + elections * 0.2);
        }
        if (elections == 10000) {
            figures.omission(new Omission(
                    ScenarioIds.ELECTIONS,
                    setting,
                    "consul",
                    Party.RAW,
                    "The server refuses more than 200 connections of one address."));
        }
    }
}
