/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.database.Database;
import io.election4j.billing.importing.SubscriptionFile;
import io.election4j.billing.importing.SubscriptionImport;
import io.election4j.billing.status.Amounts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports subscriptions from a CSV file. */
@Command(
        name = "import",
        description = {
            "Imports subscriptions from a CSV file (UTF-8, comma-separated, names of the columns in its first line).",
            "All rows or none: a file with a fault is refused, and every fault is named with its line.",
            "Known subscriptions take over what has changed; charges planned already stay as they are."
        },
        footer = {
            "",
            "Example:",
            "  billing import customers.csv --id-column id --amount-column price --currency USD \\",
            "      --where active=yes --database 'jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0'",
            "",
            "Exit status: 0 imported, 1 failed: nothing was imported, 2 wrong usage."
        })
final class ImportCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final CsvOptions csv = new CsvOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "The CSV file.")
    private Path file = Path.of("");

    @Option(
            names = "--first-period",
            paramLabel = "YYYY-MM",
            description = "First month to charge new subscriptions for (default: the current one, in UTC).")
    private @Nullable YearMonth firstPeriod;

    @Override
    public Integer call() {
        common.startLogging();
        CommandSpec spec = Objects.requireNonNull(command);
        YearMonth first = Optional.ofNullable(firstPeriod).orElseGet(() -> YearMonth.now(ZoneOffset.UTC));
        SubscriptionFile read = SubscriptionFile.read(file, csv.columns(spec));
        if (read instanceof SubscriptionFile.Invalid invalid) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("billing: " + file + " was not imported:");
            err.println(invalid.summary());
            return spec.exitCodeOnExecutionException();
        }
        SubscriptionFile.Valid valid = (SubscriptionFile.Valid) read;
        try (Database opened = Database.open(database.settings())) {
            SubscriptionImport.Counts counts =
                    new SubscriptionImport(opened.jdbi()).write(valid.rows(), first.atDay(1));
            report(spec.commandLine().getOut(), valid, counts);
        }
        return 0;
    }

    private void report(PrintWriter out, SubscriptionFile.Valid valid, SubscriptionImport.Counts counts) {
        out.println(valid.rows().size() + " subscriptions from " + file + ": " + counts.inserted() + " new, "
                + counts.updated() + " changed, " + counts.unchanged() + " as before; " + valid.leftOut()
                + " rows left out.");
        valid.totals()
                .forEach((currency, total) ->
                        out.println("  " + Amounts.text(currency.getCode(), total.getAmountMinorLong()) + " a month"));
        out.flush();
    }
}
