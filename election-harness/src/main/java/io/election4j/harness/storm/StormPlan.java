/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.harness.peer.InjectedDefect;
import java.time.Duration;
import java.util.Set;

/**
 * Configures a storm.
 *
 * @param backend the service, by the scheme of its URIs
 * @param options of the URI beside the time to live, such as {@code session=ttl}; may be empty
 * @param length of the storm, unless it ends earlier
 * @param terms after how many terms it ends earlier
 * @param seed determines the schedule of faults
 * @param processes how many candidate processes
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
