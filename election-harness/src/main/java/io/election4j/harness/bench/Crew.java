/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import io.election4j.harness.peer.PeerHandle;
import io.election4j.harness.result.Party;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One process of candidates for each party, so that they can be measured in turn. One thread at a time. */
public final class Crew implements AutoCloseable {
    private final Map<Party, PeerHandle> processes = new EnumMap<>(Party.class);

    private Crew() {}

    /** Starts the processes, each with so many connections. */
    public static Crew start(Bench bench, String role, int connections) {
        Crew crew = new Crew();
        try {
            for (Party party : bench.parties()) {
                PeerHandle process = bench.start(party, role);
                crew.processes.put(party, process);
                process.open(connections);
            }
            return crew;
        } catch (RuntimeException failed) {
            crew.close();
            throw failed;
        }
    }

    /**
     * Does the same for all parties, one after the other, as {@link Bench#attempt} for each; whoever fails is dismissed.
     *
     * @throws IllegalStateException if ours fails
     */
    public void inTurn(Bench bench, Bench.Task task) {
        for (Party party : List.copyOf(processes.keySet())) {
            if (!bench.attempt("", party, task)) {
                of(party).close();
                processes.remove(party);
            }
        }
    }

    public PeerHandle of(Party party) {
        return Objects.requireNonNull(processes.get(party), party::name);
    }

    @Override
    public void close() {
        processes.values().forEach(PeerHandle::close);
    }
}
