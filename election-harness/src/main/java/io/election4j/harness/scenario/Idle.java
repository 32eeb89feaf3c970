/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Bench;
import io.election4j.harness.bench.Lines;
import io.election4j.harness.bench.Plan;
import io.election4j.harness.peer.PeerHandle;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Unit;
import java.time.Duration;

/** One leader and nine others, to whom nothing happens. */
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
    public void run(Bench bench) {
        if (bench.site().cluster().isEmpty()) {
            bench.omit("", Party.OURS, "needs servers that nobody else uses");
            return;
        }
        for (Party party : bench.parties()) {
            bench.attempt("", party, each -> measure(bench, each));
        }
    }

    private static void measure(Bench bench, Party party) throws Exception {
        Duration ttl = bench.plan().calmTtl();
        try (Lines lines = bench.lines();
                PeerHandle process = bench.start(party, "idles", lines.hosts(), ttl)) {
            process.open(CANDIDATES);
            String election = bench.newElection();
            for (int i = 0; i < CANDIDATES; i++) {
                process.enter(election + "-" + i, i, election);
                if (i == 0) {
                    process.awaitWin(election + "-0");
                }
            }
            Settling.pause(ttl);
            Traffic traffic = Traffic.during(bench.plan().idleWindow(), bench, lines);
            String setting = "ttl " + Bench.words(bench.ttl(party, ttl));
            traffic.requestsPerSecond()
                    .ifPresent(all -> bench.add(
                            party, Metrics.REQUESTS_PER_CANDIDATE, setting, Unit.PER_SECOND, all / CANDIDATES));
            double bytes = traffic.bytesPerSecond() / CANDIDATES;
            bench.add(party, Metrics.BYTES_PER_CANDIDATE, setting, Unit.BYTES_PER_SECOND, bytes);
        }
    }
}
