/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.harness.peer.InjectedDefect;
import java.time.Duration;
import java.util.Set;

/**
 * What a storm is to be.
 *
 * @param backend the service, by the scheme of its URIs
 * @param options what our URI says beside the time to live, such as {@code session=ttl}; may be empty
 * @param length how long, if nothing else ends it
 * @param terms after how many terms it ends earlier
 * @param seed tells the schedule of faults
 * @param processes how many processes of candidates
 * @param elections in how many elections each of them stands
 * @param kinds the faults to choose from
 */
public record StormPlan(
        String backend,
        String options,
        Duration ttl,
        Duration length,
        int terms,
        long seed,
        int processes,
        int elections,
        Set<FaultKind> kinds,
        InjectedDefect defect) {

    /** Copies the kinds. */
    public StormPlan {
        kinds = Set.copyOf(kinds);
    }
}
