/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counts wins, and finds elections without one. Thread-safe. */
final class WinCounter {
    private final List<String> elections;
    private final Set<String> missing = new TreeSet<>();
    private int count;

    WinCounter(List<String> elections) {
        this.elections = List.copyOf(elections);
    }

    synchronized void add(String election) {
        count++;
        missing.remove(election);
    }

    synchronized int count() {
        return count;
    }

    /** Resets the elections without a win to all of them. */
    synchronized void startAnew() {
        missing.addAll(elections);
    }

    /** The elections that no candidate has won since {@link #startAnew}. */
    synchronized List<String> missing() {
        return List.copyOf(missing);
    }
}
