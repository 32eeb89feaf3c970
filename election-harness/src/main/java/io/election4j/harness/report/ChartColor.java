/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Party;
import io.election4j.harness.result.Timeline;
import java.util.List;

/**
 * The colours of charts, which colour-blind people can distinguish (after Okabe and Ito), and the variables of the
 * style sheet that replace them. One SVG therefore fits a light page, a dark page and paper.
 */
enum ChartColor {
    OURS(0, 114, 178, "ours"),
    RAW(230, 159, 0, "raw"),
    FLOOR(120, 120, 120, "floor"),
    FIRST(204, 121, 167, "first"),
    SECOND(0, 158, 115, "second"),
    THIRD(213, 94, 0, "third"),
    LEADS(1, 115, 179, "leads"),
    WRONG(214, 95, 1, "wrong"),
    FAULT(121, 121, 122, "fault"),
    BOX(10, 10, 10, "ink"),
    TEXT(71, 71, 71, "ink-soft"),
    GRID(233, 233, 233, "grid"),
    PAPER(255, 255, 255, "paper");

    private static final List<ChartColor> SERVICES = List.of(FIRST, SECOND, THIRD);

    private final int red;
    private final int green;
    private final int blue;
    private final String variable;

    ChartColor(int red, int green, int blue, String variable) {
        this.red = red;
        this.green = green;
        this.blue = blue;
        this.variable = variable;
    }

    static ChartColor of(Party party) {
        return switch (party) {
            case OURS -> OURS;
            case RAW -> RAW;
            case FLOOR -> FLOOR;
        };
    }

    static ChartColor of(Timeline.Kind kind) {
        return switch (kind) {
            case LEADS -> LEADS;
            case WRONG -> WRONG;
            case FAULT -> FAULT;
        };
    }

    /** Returns the colour of the service at this place of the list. */
    static ChartColor ofService(int index) {
        return SERVICES.get(index % SERVICES.size());
    }

    /** The form that the plot library reads. */
    String hex() {
        return "#%02x%02x%02x".formatted(red, green, blue);
    }

    /** The form that the plot library writes. */
    String written() {
        return "rgb(%d,%d,%d)".formatted(red, green, blue);
    }

    /** The reference to the variable of the style sheet. */
    String reference() {
        return "var(--" + variable + ")";
    }
}
