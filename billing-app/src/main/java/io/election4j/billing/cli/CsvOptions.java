/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.importing.CsvColumns;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Maps the columns of a CSV file. */
final class CsvOptions {

    @Option(names = "--id-column", paramLabel = "COLUMN", description = "Column that identifies a subscription.")
    @Nullable
    String idColumn;

    @Option(
            names = "--amount-column",
            paramLabel = "COLUMN",
            description = "Column of the monthly amount, such as 19.90.")
    @Nullable
    String amountColumn;

    @Option(names = "--currency", paramLabel = "CODE", description = "Currency of every amount, such as USD.")
    @Nullable
    String currency;

    @Option(names = "--currency-column", paramLabel = "COLUMN", description = "Column of the currency, instead.")
    @Nullable
    String currencyColumn;

    @Option(
            names = "--payment-method",
            paramLabel = "ID",
            defaultValue = "pm_card_visa",
            description = "How every subscription is paid (default: ${DEFAULT-VALUE}).")
    String paymentMethod = "pm_card_visa";

    @Option(
            names = "--payment-method-column",
            paramLabel = "COLUMN",
            description = "Column of the payment method, instead.")
    @Nullable
    String paymentMethodColumn;

    @Option(names = "--customer-column", paramLabel = "COLUMN", description = "Column of the provider's customer id.")
    @Nullable
    String customerColumn;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "Take only rows with this value; given several times, all must hold.")
    List<String> where = List.of();

    /** @throws ParameterException if a required column is not named, or both forms of the currency are */
    CsvColumns columns(CommandSpec command) {
        if ((currency == null) == (currencyColumn == null)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Give either --currency or --currency-column, so that the amounts mean something.");
        }
        return new CsvColumns(
                required(command, "--id-column", idColumn),
                required(command, "--amount-column", amountColumn),
                Optional.ofNullable(currencyColumn),
                Optional.ofNullable(currency),
                Optional.ofNullable(paymentMethodColumn),
                paymentMethod,
                Optional.ofNullable(customerColumn),
                where.stream().map(CsvColumns.Where::parse).toList());
    }

    private static String required(CommandSpec command, String option, @Nullable String value) {
        if (value == null) {
            throw new ParameterException(command.commandLine(), "A file needs " + option + " as well.");
        }
        return value;
    }
}
