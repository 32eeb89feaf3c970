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

/** What a CSV file holds: either subscriptions in every row, or a list of all that is wrong with it. */
public sealed interface SubscriptionFile {

    /** The number of problems that are worth printing. */
    int PRINTED_PROBLEMS = 20;

    /**
     * Reads a whole file: UTF-8, with or without a byte order mark, comma-separated as in RFC 4180, with the names of
     * the columns in its first line. Blanks around a cell and empty lines do not count.
     */
    static SubscriptionFile read(Path file, CsvColumns columns) {
        return new FileReader(file, columns).read();
    }

    /**
     * A file without fault.
     *
     * @param rows in the order of the file, with no external id twice
     * @param leftOut rows that did not meet the conditions
     */
    record Valid(List<SubscriptionRow> rows, long leftOut) implements SubscriptionFile {

        public Valid {
            rows = List.copyOf(rows);
        }

        /** The sum of all amounts, by currency. */
        public SortedMap<CurrencyUnit, Money> totals() {
            SortedMap<CurrencyUnit, Money> totals = new TreeMap<>();
            rows.forEach(row -> totals.merge(row.amount().getCurrencyUnit(), row.amount(), Money::plus));
            return totals;
        }
    }

    /**
     * A file that must not be imported.
     *
     * @param problems at least one, in the order of the file
     */
    record Invalid(List<Problem> problems) implements SubscriptionFile {

        public Invalid {
            problems = List.copyOf(problems);
        }

        /** One problem a line, the first {@value #PRINTED_PROBLEMS} of them, and how many more there are. */
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
