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
import java.util.ArrayList;
import java.util.List;

/** Measures how long there is no leader when a leader leaves in good order. */
final class Handover implements Scenario {
    /**
     * A realistic number of elections of one service. One wait until all candidates are in the queues serves this many
     * handovers.
     */
    private static final int SEATS = 5;

    /** Lets the work of the handover before end, because a leader in a deployment leaves while the service is idle. */
    private static final Duration QUIET = Duration.ofMillis(50);

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.HANDOVER,
                "Graceful handover",
                "How long is there no leader when a leader leaves in good order, as in a deployment?",
                "From the call by which the leader leaves to the term of the next one, which has been standing in line "
                        + "in another process. One of five seats after the other, with 50 ms of quiet before each, to and fro; "
                        + "ours and the plain library in turn.");
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return Duration.ofMillis(2_500 + 1_300L * (plan.warmUp() / SEATS + rounds(plan)));
    }

    private static int rounds(Plan plan) {
        return Math.max(1, plan.shortRuns() / SEATS);
    }

    @Override
    public void run(ScenarioContext context) {
        try (ProcessPerParty here = ProcessPerParty.start(context, "here", 1);
                ProcessPerParty there = ProcessPerParty.start(context, "there", 1)) {
            for (int round = -context.plan().warmUp() / SEATS; round < rounds(context.plan()); round++) {
                ProcessPerParty from = round % 2 == 0 ? here : there;
                ProcessPerParty to = round % 2 == 0 ? there : here;
                boolean counts = round >= 0;
                here.inTurn(context, party -> handOver(context, party, from.of(party), to.of(party), counts));
            }
        }
    }

    private static void handOver(
            ScenarioContext context, Party party, CandidateProcess from, CandidateProcess to, boolean counts) {
        List<String> elections = new ArrayList<>();
        for (int i = 0; i < SEATS; i++) {
            elections.add(context.newElection());
        }
        elections.forEach(election -> from.enter(election, 0, election));
        elections.forEach(from::awaitWin);
        elections.forEach(election -> to.enter(election, 0, election));
        StableState.inLine();
        for (String election : elections) {
            StableState.pause(QUIET);
            from.leave(election);
            long left = from.await(Kind.DONE, election).number(0);
            long won = to.awaitWin(election).nanos();
            if (counts) {
                context.addSpan(party, Metrics.LEAVE_TO_NEXT_TERM, "", left, won);
            }
        }
        elections.forEach(to::leave);
        elections.forEach(election -> to.await(Kind.DONE, election));
    }
}
