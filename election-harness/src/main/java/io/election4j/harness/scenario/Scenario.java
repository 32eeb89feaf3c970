/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.result.ScenarioInfo;
import java.time.Duration;

/** One question of a comparison. Stateless. */
public interface Scenario {

    /** What it is about, in words. */
    ScenarioInfo info();

    /** Whether it belongs to a quick comparison. */
    default boolean isQuick() {
        return true;
    }

    /** Whether it leaves servers behind that are not as they were, on which nothing else should be measured. */
    default boolean strainsServers() {
        return false;
    }

    /** How long it takes on one service, about. */
    Duration estimate(Plan plan, String backend);

    /**
     * Measures one service, with our library and the plain one in turn.
     *
     * @throws Exception if it cannot be measured; what was added before stays
     */
    void run(ScenarioContext context) throws Exception;
}
