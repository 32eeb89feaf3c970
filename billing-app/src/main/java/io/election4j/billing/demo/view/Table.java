/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns cells in columns; a cell that begins with a digit or a minus sign is aligned to the right.
 *
 * @param rows the same number of cells each
 */
public record Table(List<Row> rows) {

    private static final String GAP = "   ";

    /** Holds the cells of one line, and its tone. */
    public record Row(Tone tone, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** Holds one printed line. */
    public record Line(Tone tone, String text) {}

    public Table {
        rows = List.copyOf(rows);
    }

    /** Returns the rows as lines of text. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Row row : rows) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < row.cells().size(); column++) {
                text.append(column == 0 ? "" : GAP).append(padded(row.cells().get(column), width(column)));
            }
            lines.add(new Line(row.tone(), text.toString().stripTrailing()));
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream()
                .map(Row::cells)
                .filter(cells -> column < cells.size())
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }

    private static String padded(String cell, int width) {
        String space = " ".repeat(width - cell.length());
        boolean number = !cell.isEmpty() && (Character.isDigit(cell.charAt(0)) || cell.charAt(0) == '-');
        return number ? space + cell : cell + space;
    }
}
