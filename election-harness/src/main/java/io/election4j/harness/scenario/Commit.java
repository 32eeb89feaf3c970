/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Unit;
import java.time.Duration;

/** Measures one committed write, which every election needs. */
final class Commit implements Scenario {
    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.COMMIT,
                "The servers' own commits",
                "What is the physical limit of the other figures?",
                "One small write after the other by one connection, each answered when a majority of the servers has it on "
                        + "disk: to win takes one or two of these, and so does handing over.");
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return Duration.ofMillis(4L * (plan.warmUp() + writes(plan)));
    }

    private static int writes(Plan plan) {
        return plan.shortRuns() * 4;
    }

    @Override
    public void run(ScenarioContext context) throws Exception {
        for (int run = -context.plan().warmUp(); run < writes(context.plan()); run++) {
            long start = System.nanoTime();
            context.deployment().probe().commit();
            double millis = (System.nanoTime() - start) / 1e6;
            if (run >= 0) {
                context.add(Party.FLOOR, Metrics.ONE_WRITE, "", Unit.MILLISECONDS, millis);
            }
        }
    }
}
