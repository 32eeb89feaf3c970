/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the month whose books a command reads. */
final class MonthOptions {

    @Option(
            names = "--period",
            paramLabel = "YYYY-MM",
            description = "The month to look at (default: the current one, in UTC).")
    @Nullable
    YearMonth period;

    YearMonth month() {
        return Optional.ofNullable(period).orElseGet(() -> YearMonth.now(ZoneOffset.UTC));
    }
}
