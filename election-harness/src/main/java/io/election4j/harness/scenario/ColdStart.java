/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Bench;
import io.election4j.harness.bench.Plan;
import io.election4j.harness.peer.PeerHandle;
import io.election4j.harness.peer.PeerSpec;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import java.time.Duration;
import java.util.List;

/** Starts processes that lead as soon as they can. */
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
    public void run(Bench bench) {
        List<Party> parties = bench.parties();
        for (int run = -1; run < runs(bench.plan()); run++) {
            boolean counts = run >= 0;
            parties = parties.stream()
                    .filter(party -> bench.attempt("", party, each -> start(bench, each, counts)))
                    .toList();
        }
    }

    private static void start(Bench bench, Party party, boolean counts) {
        try (PeerHandle process = bench.startAndEnter(party, "cold", bench.newElection())) {
            long won = process.awaitWin(PeerSpec.FIRST).nanos();
            if (counts) {
                bench.addSpan(party, Metrics.PROCESS_START_TO_FIRST_TERM, "", process.startNanos(), won);
            }
        }
    }
}
