/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

import java.util.List;

/**
 * What happened when in one run of a scenario, as bars on lanes.
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

    /** What a bar stands for. */
    public enum Kind {
        /** This candidate may act: it believes to lead, and rightly. */
        LEADS,
        /** This candidate believes to lead while another does. */
        WRONG,
        /** The fault that was injected: a process frozen, a line cut, a server down. */
        FAULT
    }

    /**
     * One bar.
     *
     * @param lane who: {@code first candidate}, {@code network}
     * @param fromMillis since the timeline's beginning
     * @param toMillis since the timeline's beginning
     */
    public record Bar(String lane, Kind kind, double fromMillis, double toMillis) {}
}
