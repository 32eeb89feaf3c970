/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.util.List;
import java.util.Optional;

/** Holds the cells of one record; {@code line} is where it starts. */
record Cells(Header header, List<String> cells, long line) {

    /** Returns a problem if there are too few or too many cells, because then no cell is reliable. */
    Optional<Problem> misshapen() {
        int expected = header.names().size();
        if (cells.size() == expected) {
            return Optional.empty();
        }
        return Optional.of(Problem.ofLine(
                line,
                "has " + cells.size() + (cells.size() == 1 ? " cell" : " cells") + ", but the first line names "
                        + expected + " columns: quote a cell that contains a comma, and leave no cell out."));
    }

    /** Returns a cell without the blanks around it; empty for a blank cell. */
    String text(String column) {
        return cells.get(header.index(column)).strip();
    }

    Problem problem(String column, String sentence) {
        return new Problem(line, Optional.of(column), sentence);
    }
}
