/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.peers.Peer;
import java.util.ArrayList;
import java.util.List;

/** Measures the time that a candidate needs to answer whether it leads. */
final class AnswerCost {
    private static final int CALLS = 2_000_000;
    private static final int WARM_UP = 4;
    private static final int BATCHES = 20;

    private AnswerCost() {}

    /** Returns picoseconds per call, one number for each of several batches. */
    static List<Long> measure(Peer.Stand stand) {
        List<Long> picos = new ArrayList<>();
        for (int batch = -WARM_UP; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            int yes = 0;
            for (int i = 0; i < CALLS; i++) {
                yes += stand.believesToLead() ? 1 : 0;
            }
            long nanos = System.nanoTime() - start;
            if (yes != CALLS) {
                throw new IllegalStateException("the candidate did not lead all the time");
            }
            if (batch >= 0) {
                picos.add(nanos * 1_000 / CALLS);
            }
        }
        return picos;
    }
}
