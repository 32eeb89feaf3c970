/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A table of plain text that fits into a usual terminal. */
final class TextGrid {
    /** The width of the table in characters. */
    static final int WIDTH = 100;

    private final List<Shape> shapes;
    private final TextTable table;

    /**
     * One column.
     *
     * @param right whether its text is aligned to the right
     */
    record Shape(String heading, int width, boolean right) {
        static Shape words(String heading, int width) {
            return new Shape(heading, width, false);
        }

        static Shape number(String heading, int width) {
            return new Shape(heading, width, true);
        }
    }

    TextGrid(Shape... shapes) {
        this.shapes = List.of(shapes);
        Column[] columns = this.shapes.stream()
                .map(shape -> new Column(shape.width(), 0, Overflow.WRAP))
                .toArray(Column[]::new);
        this.table = TextTable.forColumns(Help.defaultColorScheme(Help.Ansi.OFF), columns);
        row(this.shapes.stream().map(Shape::heading).toList());
    }

    /** Adds a row with one value for each column. */
    void row(List<String> values) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Shape shape = shapes.get(i);
            String value = values.get(i).replace(Numbers.SPACE, " ");
            int room = shape.width() - 2;
            cells.add(shape.right() && value.length() < room ? " ".repeat(room - value.length()) + value : value);
        }
        table.addRowValues(cells.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
