/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

import java.util.List;

/**
 * The events of one run of a scenario, as bars on lanes.
 *
 * @param scenario the {@link ScenarioInfo#id}
 * @param setting as in {@link Series}
 * @param bars in any order
 */
public record Timeline(String scenario, String setting, String backend, Party party, List<Bar> bars) {

    /** Copies the bars. */
    public Timeline {
        bars = List.copyOf(bars);
    }

    /** The meaning of a bar. */
    public enum Kind {
        /** This candidate may act: it answers that it leads, and it does. */
        LEADS,
        /** This candidate answers that it leads while another leads. */
        WRONG,
        /** The fault that was injected: a process frozen, a connection cut, a server down. */
        FAULT
    }

    /**
     * One bar.
     *
     * @param lane the candidate or the part with the fault: {@code first candidate}, {@code network}
     * @param fromMillis since the beginning of the time line
     * @param toMillis since the beginning of the time line
     */
    public record Bar(String lane, Kind kind, double fromMillis, double toMillis) {}
}
