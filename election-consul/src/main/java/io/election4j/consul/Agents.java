/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.List;

/**
 * Selects the agent to ask among those of the URI: the one with the fewest failures since its last answer. Therefore
 * one late answer does not lead back to an agent that never answers. Lives on the loop.
 */
final class Agents {
    /** The failures in a row after which another agent with as many failures is tried. */
    private static final int MOST_MISSES = 3;

    private final List<String> addresses;
    private final int[] misses;
    private int best;

    /** Creates a selection; the first agent is the best until it fails. */
    Agents(List<String> addresses) {
        this.addresses = List.copyOf(addresses);
        this.misses = new int[addresses.size()];
    }

    int count() {
        return addresses.size();
    }

    String best() {
        return addresses.get(best);
    }

    void onAnswer(String address) {
        misses[addresses.indexOf(address)] = 0;
    }

    void onFailure(String address) {
        int failed = addresses.indexOf(address);
        misses[failed] = Math.min(misses[failed] + 1, MOST_MISSES);
        if (failed == best) {
            choose();
        }
    }

    /**
     * Chooses among the others in the order of the URI, from the next on; one with equally many failures only at the
     * maximum.
     */
    private void choose() {
        int limit = misses[best] == MOST_MISSES ? MOST_MISSES : misses[best] - 1;
        int chosen = best;
        for (int i = 1; i < misses.length; i++) {
            int other = (best + i) % misses.length;
            boolean better = chosen == best ? misses[other] <= limit : misses[other] < misses[chosen];
            if (better) {
                chosen = other;
            }
        }
        best = chosen;
    }
}
