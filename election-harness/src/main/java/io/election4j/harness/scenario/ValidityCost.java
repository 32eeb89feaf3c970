/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ProcessPerParty;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Unit;
import java.time.Duration;

/** Measures how long a leader needs to answer whether it leads. */
final class ValidityCost implements Scenario {

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.IS_VALID,
                "Cost of isValid()",
                "May I ask before every single piece of work?",
                "Nanoseconds per call on a leader, in batches of two million calls after four batches to warm up. Ours "
                        + "compares a deadline with the monotonic clock, and reading that clock is nearly all of it; the plain "
                        + "libraries read a flag, which is quicker and cannot know that time has passed.");
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return Duration.ofSeconds(4);
    }

    @Override
    public void run(ScenarioContext context) {
        try (ProcessPerParty processes = ProcessPerParty.start(context, "asks", 1)) {
            processes.inTurn(context, party -> {
                String election = context.newElection();
                processes.of(party).enter(election, 0, election);
                processes.of(party).awaitWin(election);
                context.add(
                        party,
                        Metrics.ONE_CALL,
                        "",
                        Unit.NANOSECONDS,
                        processes.of(party).timeAnswers(election));
            });
        }
    }
}
