/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ProcessPerParty;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import java.time.Duration;

/** Measures the time from entering a new election to the term, on a connection that is in use. */
final class Enter implements Scenario {
    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.ENTER,
                "Enter to term",
                "How long does it take to win when nobody else stands?",
                "From the call to the term, on a connection in use and with a warm process, each time in an election that "
                        + "never was before. Ours and the plain library in turn.");
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return Duration.ofMillis(2_500 + 50L * (plan.warmUp() + plan.shortRuns()));
    }

    @Override
    public void run(ScenarioContext context) {
        try (ProcessPerParty processes = ProcessPerParty.start(context, "enter", 1)) {
            for (int run = -context.plan().warmUp(); run < context.plan().shortRuns(); run++) {
                boolean counts = run >= 0;
                processes.inTurn(context, party -> measure(context, party, processes.of(party), counts));
            }
        }
    }

    private static void measure(ScenarioContext context, Party party, CandidateProcess process, boolean counts) {
        String election = context.newElection();
        process.enter(election, 0, election);
        long won = process.awaitWin(election).nanos();
        long asked = process.await(Kind.DONE, election).number(0);
        process.leave(election);
        process.await(Kind.DONE, election);
        if (counts) {
            context.addSpan(party, Metrics.ENTER_TO_TERM, "", asked, won);
        }
    }
}
