/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Party;

/** The names of the parties of a comparison in a report. */
final class Parties {
    private Parties() {}

    /** A name of one word. */
    static String shortest(Party party) {
        return switch (party) {
            case OURS -> "Election4j";
            case RAW -> "library";
            case FLOOR -> "service";
        };
    }

    /** A name for a label or a column. */
    static String brief(Party party) {
        return switch (party) {
            case OURS -> "Election4j";
            case RAW -> "library alone";
            case FLOOR -> "service alone";
        };
    }
}
