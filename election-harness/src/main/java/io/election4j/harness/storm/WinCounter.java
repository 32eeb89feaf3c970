/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counts who was elected. Thread-safe. */
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

    /** From now on, wins in all elections are missing. */
    synchronized void startAnew() {
        missing.addAll(elections);
    }

    /** The elections in which nobody has won since {@link #startAnew}. */
    synchronized List<String> missing() {
        return List.copyOf(missing);
    }
}
