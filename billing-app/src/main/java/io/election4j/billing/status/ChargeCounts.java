/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import java.util.List;
import java.util.Map;

/**
 * Counts the charges in each state.
 *
 * @param byState only states that occur
 */
public record ChargeCounts(Map<String, Long> byState) {

    private static final List<String> SETTLED = List.of("SUCCEEDED", "DECLINED", "MANUAL");

    public ChargeCounts {
        byState = Map.copyOf(byState);
    }

    public long of(String state) {
        return byState.getOrDefault(state, 0L);
    }

    /** Counts the charges that need nothing more from a leader. */
    public long settled() {
        return SETTLED.stream().mapToLong(this::of).sum();
    }

    public long total() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }
}
