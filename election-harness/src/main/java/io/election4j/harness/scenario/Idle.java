/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ProxiedNetwork;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Unit;
import java.time.Duration;

/** Measures the requests and bytes of one leader and nine waiting candidates while nothing happens. */
final class Idle implements Scenario {
    private static final int CANDIDATES = 10;

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.IDLE,
                "Idle cost of a candidate",
                "What does a service pay for each process that stands by?",
                "One leader and nine who stand in line, on a connection each, while nothing happens: requests that the "
                        + "servers count and bytes on the wire, divided by ten. They follow from how often a library gives "
                        + "signs of life: three times per time to live is ours.");
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return plan.idleWindow().plus(plan.calmTtl()).plusSeconds(4).multipliedBy(2);
    }

    @Override
    public void run(ScenarioContext context) {
        if (context.deployment().cluster().isEmpty()) {
            context.omit("", Party.OURS, "needs servers that nobody else uses");
            return;
        }
        for (Party party : context.parties()) {
            context.attempt("", party, each -> measure(context, each));
        }
    }

    private static void measure(ScenarioContext context, Party party) throws Exception {
        Duration ttl = context.plan().calmTtl();
        try (ProxiedNetwork lines = context.lines();
                CandidateProcess process = context.start(party, "idles", lines.hosts(), ttl)) {
            process.open(CANDIDATES);
            String election = context.newElection();
            for (int i = 0; i < CANDIDATES; i++) {
                process.enter(election + "-" + i, i, election);
                if (i == 0) {
                    process.awaitWin(election + "-0");
                }
            }
            StableState.pause(ttl);
            Traffic traffic = Traffic.during(context.plan().idleWindow(), context, lines);
            String setting = "ttl " + ScenarioContext.words(context.ttl(party, ttl));
            traffic.requestsPerSecond()
                    .ifPresent(all -> context.add(
                            party, Metrics.REQUESTS_PER_CANDIDATE, setting, Unit.PER_SECOND, all / CANDIDATES));
            double bytes = traffic.bytesPerSecond() / CANDIDATES;
            context.add(party, Metrics.BYTES_PER_CANDIDATE, setting, Unit.BYTES_PER_SECOND, bytes);
        }
    }
}
