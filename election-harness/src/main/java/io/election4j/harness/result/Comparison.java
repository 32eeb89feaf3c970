/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

import java.util.List;

/** The results of one run of {@code compare}, and the content of its JSON file. */
public record Comparison(
        Conditions conditions,
        List<ScenarioInfo> scenarios,
        List<Series> series,
        List<Timeline> timelines,
        List<Omission> omissions) {

    /** Copies the lists. */
    public Comparison {
        scenarios = List.copyOf(scenarios);
        series = List.copyOf(series);
        timelines = List.copyOf(timelines);
        omissions = List.copyOf(omissions);
    }
}
