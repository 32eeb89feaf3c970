/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import io.election4j.billing.database.Database;
import io.election4j.billing.importing.SubscriptionFile;
import io.election4j.billing.importing.SubscriptionImport;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.stream.Collectors;

/**
 * Describes the subscriptions that are charged.
 *
 * @param due how many are due this month
 * @param description in words
 */
record SubscriptionSet(long due, String description) {

    /**
     * Imports the subscriptions; generates them first if no file is given.
     *
     * @throws DemoException if the file has problems, with each on a line of its own
     */
    static SubscriptionSet found(
            Database database, SubscriptionSource source, Path folder, long seed, YearMonth month) {
        SubscriptionSource.FromFile from = source instanceof SubscriptionSource.Invented invented
                ? SubscriptionGenerator.write(folder.resolve("subscriptions.csv"), invented, seed)
                : (SubscriptionSource.FromFile) source;
        SubscriptionFile read = SubscriptionFile.read(from.file(), from.columns());
        if (read instanceof SubscriptionFile.Invalid invalid) {
            throw new DemoException("The file " + from.file() + " cannot be imported:\n" + invalid.summary());
        }
        SubscriptionFile.Valid valid = (SubscriptionFile.Valid) read;
        if (valid.rows().size() < SubscriptionSource.FEWEST) {
            throw new DemoException("The file " + from.file() + " holds "
                    + valid.rows().size() + " subscriptions that fit; a demonstration needs at least "
                    + SubscriptionSource.FEWEST + ".");
        }
        new SubscriptionImport(database.jdbi()).write(valid.rows(), month.atDay(1));
        String origin = source instanceof SubscriptionSource.Invented
                ? "invented"
                : "from " + from.file().getFileName();
        String totals = valid.totals().values().stream()
                .map(total -> io.election4j.billing.status.Amounts.text(
                        total.getCurrencyUnit().getCode(), total.getAmountMinorLong()))
                .collect(Collectors.joining(" and "));
        return new SubscriptionSet(
                valid.rows().size(),
                valid.rows().size() + " subscriptions, " + origin + ": " + totals + " due for " + month);
    }
}
