/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.List;

/**
 * The agents of the URI, and which of them to ask: the one that has failed least since it answered last. So one answer that
 * is late does not lead back to an agent that answers nothing at all. Lives on the loop.
 */
final class Agents {
    /** So often an agent may fail in a row before one that has failed as often is tried again. */
    private static final int MOST_MISSES = 3;

    private final List<String> addresses;
    private final int[] misses;
    private int best;

    /** The first is the best until it fails. */
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

    /** The others in the order of the URI, beginning with the next; of equals only if all have failed for long. */
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
