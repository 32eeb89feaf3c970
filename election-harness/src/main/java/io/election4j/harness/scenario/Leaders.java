/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Bench;
import io.election4j.harness.peer.PeerHandle;
import io.election4j.harness.result.Party;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that leads several elections, by a connection of its own each, and another that stands in line for all of
 * them by one connection. Keys are the elections' names.
 */
record Leaders(PeerHandle process, PeerHandle standby, List<String> elections) implements AutoCloseable {

    /**
     * Starts both and returns when one leads, the other stands in line, and each has given several signs of life.
     *
     * @param hosts what the leading process connects to
     * @param random spreads the moments of the signs of life
     */
    static Leaders start(Bench bench, Party party, int seats, List<String> hosts, Duration ttl, Random random) {
        List<String> elections = new ArrayList<>();
        PeerHandle process = bench.start(party, "leads", hosts, ttl);
        try {
            PeerHandle standby = bench.start(party, "stands-by", bench.site().hosts(), ttl);
            Leaders leaders = new Leaders(process, standby, elections);
            long spread = Math.max(1, bench.ttl(party, ttl).toMillis() / 3 / seats);
            for (int i = 0; i < seats; i++) {
                String election = bench.newElection();
                elections.add(election);
                process.open(1);
                process.enter(election, i, election);
                process.awaitWin(election);
                Settling.pause(Duration.ofMillis(random.nextLong(spread)));
            }
            standby.open(1);
            elections.forEach(election -> standby.enter(election, 0, election));
            Settling.inLine();
            Settling.pause(bench.ttl(party, ttl).plusMillis(random.nextLong(spread * seats)));
            return leaders;
        } catch (RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        process.close();
        standby.close();
    }
}
