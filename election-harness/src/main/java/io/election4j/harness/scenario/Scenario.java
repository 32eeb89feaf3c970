/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.result.ScenarioInfo;
import java.time.Duration;

/** A scenario answers one question of a comparison. Stateless. */
public interface Scenario {

    /** Describes the scenario in words. */
    ScenarioInfo info();

    /** Whether it belongs to a quick comparison. */
    default boolean isQuick() {
        return true;
    }

    /** Whether it leaves the servers in another state, in which no other scenario should be measured. */
    default boolean strainsServers() {
        return false;
    }

    /** Estimates how long it takes on one service. */
    Duration estimate(Plan plan, String backend);

    /**
     * Measures one service, with Election4j and the plain library in turn.
     *
     * @throws Exception if it cannot be measured; samples added before are kept
     */
    void run(ScenarioContext context) throws Exception;
}
