/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.result.Party;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One candidate process for each party, to measure the parties in turn. One thread at a time. */
public final class ProcessPerParty implements AutoCloseable {
    private final Map<Party, CandidateProcess> processes = new EnumMap<>(Party.class);

    private ProcessPerParty() {}

    /** Starts the processes, and opens this number of connections in each. */
    public static ProcessPerParty start(ScenarioContext context, String role, int connections) {
        ProcessPerParty started = new ProcessPerParty();
        try {
            for (Party party : context.parties()) {
                CandidateProcess process = context.start(party, role);
                started.processes.put(party, process);
                process.open(connections);
            }
            return started;
        } catch (RuntimeException failed) {
            started.close();
            throw failed;
        }
    }

    /**
     * Runs a task for all parties, one after the other, by {@link ScenarioContext#attempt}. Closes and removes the
     * process of a plain library that fails.
     *
     * @throws IllegalStateException if Election4j fails
     */
    public void inTurn(ScenarioContext context, ScenarioContext.Task task) {
        for (Party party : List.copyOf(processes.keySet())) {
            if (!context.attempt("", party, task)) {
                of(party).close();
                processes.remove(party);
            }
        }
    }

    public CandidateProcess of(Party party) {
        return Objects.requireNonNull(processes.get(party), party::name);
    }

    @Override
    public void close() {
        processes.values().forEach(CandidateProcess::close);
    }
}
