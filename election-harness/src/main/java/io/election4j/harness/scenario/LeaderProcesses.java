/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.harness.result.Party;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A process that leads several elections, each by a connection of its own, and another that waits in all of them by one
 * connection. The key of a candidate is the name of its election.
 */
record LeaderProcesses(CandidateProcess process, CandidateProcess standby, List<String> elections, Duration patience)
        implements AutoCloseable {

    /**
     * Starts both, and returns when one leads, the other waits, and each has renewed several times.
     *
     * @param hosts what the leading process connects to
     * @param random spreads the moments of the renewals
     */
    static LeaderProcesses start(
            ScenarioContext context, Party party, int seats, List<String> hosts, Duration ttl, Random random) {
        List<String> elections = new ArrayList<>();
        Duration used = context.ttl(party, ttl);
        CandidateProcess process = context.start(party, "leads", hosts, ttl);
        CandidateProcess standby = startOrClose(
                process,
                () -> context.start(party, "stands-by", context.deployment().hosts(), ttl));
        LeaderProcesses leaders = new LeaderProcesses(process, standby, elections, context.patience(party, ttl));
        try {
            long spread = Math.max(1, used.toMillis() / 3 / seats);
            for (int i = 0; i < seats; i++) {
                String election = context.newElection();
                elections.add(election);
                process.open(1);
                process.enter(election, i, election);
                process.awaitWin(election);
                StableState.pause(Duration.ofMillis(random.nextLong(spread)));
            }
            standby.open(1);
            elections.forEach(election -> standby.enter(election, 0, election));
            StableState.inLine();
            StableState.pause(used.plusMillis(random.nextLong(spread * seats)));
            return leaders;
        } catch (RuntimeException failed) {
            leaders.close();
            throw failed;
        }
    }

    private static CandidateProcess startOrClose(CandidateProcess process, Supplier<CandidateProcess> start) {
        try {
            return start.get();
        } catch (RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    /** Waits until the other process has won an election. Returns when, on the monotonic clock. */
    long takenOver(String election) {
        return CandidateProcess.await(standby.future(Kind.WON, election), patience)
                .nanos();
    }

    @Override
    public void close() {
        process.close();
        standby.close();
    }
}
