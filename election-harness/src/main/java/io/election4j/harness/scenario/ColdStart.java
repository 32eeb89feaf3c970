/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.CandidateProcessSpec;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import java.time.Duration;
import java.util.List;

/** Measures how long a process that was just started needs until it leads. */
final class ColdStart implements Scenario {

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.COLD_START,
                "Cold start",
                "How long does a process that was just started need until it leads?",
                "From the start of a Java process to its first term in an election of its own: Java, loading of classes, "
                        + "connecting and winning together. Ours and the plain library in turn; the first pair is left out.");
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return Duration.ofMillis(2_000L * (runs(plan) + 1));
    }

    private static int runs(Plan plan) {
        return plan.quick() ? Math.min(2, plan.runs()) : plan.runs();
    }

    @Override
    public void run(ScenarioContext context) {
        List<Party> parties = context.parties();
        for (int run = -1; run < runs(context.plan()); run++) {
            boolean counts = run >= 0;
            parties = parties.stream()
                    .filter(party -> context.attempt("", party, each -> start(context, each, counts)))
                    .toList();
        }
    }

    private static void start(ScenarioContext context, Party party, boolean counts) {
        try (CandidateProcess process = context.startAndEnter(party, "cold", context.newElection())) {
            long won = process.awaitWin(CandidateProcessSpec.FIRST).nanos();
            if (counts) {
                context.addSpan(party, Metrics.PROCESS_START_TO_FIRST_TERM, "", process.startNanos(), won);
            }
        }
    }
}
