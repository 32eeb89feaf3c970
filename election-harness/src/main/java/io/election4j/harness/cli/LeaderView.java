/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.Leader;
import java.util.Optional;

/** A leader in the output of a command. */
record LeaderView(String id, long token) {

    static Optional<LeaderView> of(Optional<Leader> leader) {
        return leader.map(known -> new LeaderView(known.candidateId(), known.fencingToken()));
    }

    String text() {
        return id + " with token " + token;
    }
}
