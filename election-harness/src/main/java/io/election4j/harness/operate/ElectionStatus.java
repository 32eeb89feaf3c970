/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Leader;
import java.util.List;
import java.util.Optional;

/**
 * The state of an election.
 *
 * @param leader empty if no candidate leads
 * @param candidates all that stand, the leader first, then the next to lead
 */
public record ElectionStatus(String election, Optional<Leader> leader, List<String> candidates) {

    /** Copies the candidates. */
    public ElectionStatus {
        candidates = List.copyOf(candidates);
    }
}
