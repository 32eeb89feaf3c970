/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.scenario.Scenario;
import java.util.List;

/**
 * What a user asks to compare.
 *
 * @param scenarios to run, in this order
 * @param deployments what to measure, in this order
 * @param command the command line that repeats the comparison
 */
public record CompareRequest(Plan plan, List<Scenario> scenarios, List<DeploymentSpec> deployments, String command) {

    /** Copies the lists. */
    public CompareRequest {
        scenarios = List.copyOf(scenarios);
        deployments = List.copyOf(deployments);
    }
}
