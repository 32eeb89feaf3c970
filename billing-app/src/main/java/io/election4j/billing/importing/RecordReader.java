/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the records of one text and collects rows and problems; used once, by one thread. */
final class RecordReader {

    // The parser keeps empty lines, because only then its line numbers show where a record starts.
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    private final CsvColumns columns;
    private final String file;
    private final List<SubscriptionRow> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> lineById = new HashMap<>();
    private long leftOut;

    /** Physical line on which the current record starts. */
    private long line = 1;

    RecordReader(CsvColumns columns, String file) {
        this.columns = columns;
        this.file = file;
    }

    SubscriptionFile read(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            readAll(parser);
        } catch (UncheckedIOException e) {
            problems.add(Problem.ofLine(
                    line,
                    "a quoted cell does not end, or goes on after its end: put quotes around whole cells, and write a"
                            + " quote within one twice."));
        }
        return problems.isEmpty() ? new SubscriptionFile.Valid(rows, leftOut) : new SubscriptionFile.Invalid(problems);
    }

    private void readAll(CSVParser parser) {
        Iterator<CSVRecord> records = parser.iterator();
        Optional<Header> header = Optional.empty();
        while (records.hasNext()) {
            CSVRecord next = records.next();
            if (isEmpty(next)) {
                // The parser's line number below counts it.
            } else if (header.isPresent()) {
                read(new Cells(header.get(), next.toList(), line));
            } else {
                header = Optional.of(new Header(next.toList()));
                problems.addAll(header.get().problems(columns, line));
                if (!problems.isEmpty()) {
                    return;
                }
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        if (header.isEmpty()) {
            problems.add(Problem.ofFile(file + " is empty: its first line must name the columns."));
        }
    }

    private void read(Cells cells) {
        Optional<Problem> misshapen = cells.misshapen();
        if (misshapen.isPresent()) {
            problems.add(misshapen.get());
        } else if (columns.where().stream()
                .allMatch(condition -> cells.text(condition.column()).equals(condition.value()))) {
            RowReader reader = new RowReader(columns, cells);
            Optional<SubscriptionRow> row = reader.read();
            problems.addAll(reader.problems());
            reader.id().ifPresent(this::checkUnique);
            row.ifPresent(rows::add);
        } else {
            leftOut++;
        }
    }

    private void checkUnique(String id) {
        Long first = lineById.putIfAbsent(id, line);
        if (first != null) {
            problems.add(new Problem(
                    line,
                    Optional.of(columns.id()),
                    "'" + id + "' is the id of line " + first + " too: each subscription needs an id of its own."));
        }
    }

    private static boolean isEmpty(CSVRecord cells) {
        return cells.size() == 1 && cells.get(0).isBlank();
    }
}
