/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Measures how long there is no leader after a leading process is killed. */
final class Crash implements Scenario {
    private static final int SEATS = 10;
    private static final long SEED = 20_260_101;

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.CRASH,
                "Crash failover",
                "How long is there no leader after a leader's process dies without a word?",
                "From kill -9 to the term of another process that has been standing in line. The dying process leads "
                        + SEATS
                        + " elections by as many connections of their own, which began at random moments, so that their "
                        + "last signs of life are spread as those of "
                        + SEATS + " processes would be. Both libraries wait at the same time.");
    }

    @Override
    public boolean strainsServers() {
        return true;
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        boolean slow = backend.equals("consul") && !plan.quick();
        long perRound = plan.ttls().stream()
                .mapToLong(ttl -> 3_000 + (slow ? 55_000 : 3 * ttl.toMillis()))
                .sum();
        return Duration.ofMillis(perRound * rounds(plan));
    }

    private static int rounds(Plan plan) {
        return Math.max(1, plan.runs() / SEATS);
    }

    @Override
    public void run(ScenarioContext context) {
        Set<String> measured = new HashSet<>();
        for (Duration wanted : context.plan().ttls()) {
            // A service with a minimum time to live uses the same one for several requested ones.
            List<Party> parties = context.partiesThatFailOver().stream()
                    .filter(party -> measured.add(party + setting(context, party, wanted)))
                    .toList();
            for (int round = 0; round < rounds(context.plan()); round++) {
                long seed = SEED + round; // one sequence for each party, because both draw at the same time
                context.together(
                        "ttl " + ScenarioContext.words(wanted),
                        parties,
                        party -> crash(context, party, wanted, new Random(seed)));
            }
        }
    }

    private static String setting(ScenarioContext context, Party party, Duration wanted) {
        return "ttl " + ScenarioContext.words(context.ttl(party, wanted));
    }

    private static void crash(ScenarioContext context, Party party, Duration wanted, Random random) {
        try (LeaderProcesses leaders = LeaderProcesses.start(
                context, party, SEATS, context.deployment().hosts(), wanted, random)) {
            long killed = System.nanoTime();
            leaders.process().process().kill();
            for (String election : leaders.elections()) {
                long won = leaders.takenOver(election);
                context.addSpan(party, Metrics.KILL_TO_NEXT_TERM, setting(context, party, wanted), killed, won);
            }
        }
    }
}
