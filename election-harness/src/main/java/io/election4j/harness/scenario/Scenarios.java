/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import java.util.List;

/** Lists all scenarios. */
public final class Scenarios {
    private static final List<Scenario> ALL = List.of(
            new Commit(),
            new ColdStart(),
            new Enter(),
            new Handover(),
            new FollowerLatency(),
            new ValidityCost(),
            new Idle(),
            new ManyCandidates(),
            new ManyElections(),
            new Crash(),
            new Freeze(),
            new Faults());

    private Scenarios() {}

    /** Returns the scenarios in the order in which they run: those that harm servers are last. */
    public static List<Scenario> all() {
        return ALL;
    }
}
