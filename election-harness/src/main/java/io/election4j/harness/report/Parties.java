/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Party;

/** How the parties of a comparison are called in a report. */
final class Parties {
    private Parties() {}

    /** Where there is room for one word. */
    static String shortest(Party party) {
        return switch (party) {
            case OURS -> "Election4j";
            case RAW -> "library";
            case FLOOR -> "service";
        };
    }

    /** In a label or a column. */
    static String brief(Party party) {
        return switch (party) {
            case OURS -> "Election4j";
            case RAW -> "library alone";
            case FLOOR -> "service alone";
        };
    }
}
