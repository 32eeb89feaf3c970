/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Holds the contents of a CSV file: either a subscription in every row, or a list of all problems. */
public sealed interface SubscriptionFile {

    /** The number of problems that a summary prints. */
    int PRINTED_PROBLEMS = 20;

    /**
     * Reads a whole file: UTF-8, with or without a byte order mark, comma-separated as in RFC 4180, with the names of
     * the columns in its first line. Ignores blanks around a cell and empty lines.
     */
    static SubscriptionFile read(Path file, CsvColumns columns) {
        return new FileReader(file, columns).read();
    }

    /**
     * Holds a file without problems.
     *
     * @param rows in the order of the file, with no external id twice
     * @param leftOut rows that did not meet the conditions
     */
    record Valid(List<SubscriptionRow> rows, long leftOut) implements SubscriptionFile {

        public Valid {
            rows = List.copyOf(rows);
        }

        /** Returns the sum of all amounts, by currency. */
        public SortedMap<CurrencyUnit, Money> totals() {
            SortedMap<CurrencyUnit, Money> totals = new TreeMap<>();
            rows.forEach(row -> totals.merge(row.amount().getCurrencyUnit(), row.amount(), Money::plus));
            return totals;
        }
    }

    /**
     * Holds the problems of a file that must not be imported.
     *
     * @param problems at least one, in the order of the file
     */
    record Invalid(List<Problem> problems) implements SubscriptionFile {

        public Invalid {
            problems = List.copyOf(problems);
        }

        /** Returns one problem a line, the first {@value #PRINTED_PROBLEMS} of them, and how many more there are. */
        public String summary() {
            String first = problems.stream()
                    .limit(PRINTED_PROBLEMS)
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n"));
            int more = problems.size() - PRINTED_PROBLEMS;
            return more > 0 ? first + "\nand " + more + (more == 1 ? " more problem" : " more problems") : first;
        }
    }
}
