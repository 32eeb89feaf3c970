/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.audit.Audit;
import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.database.Database;
import io.election4j.billing.payment.stripe.StripePayments;
import io.election4j.billing.status.AuditText;
import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reports whether every subscription was charged exactly once, according to the provider's books. */
@Command(
        name = "audit",
        exitCodeOnExecutionException = 3,
        description = {
            "Compares the provider's books with the database and says whether every subscription was charged",
            "exactly once in a month. Reads only; run it while nobody charges."
        },
        footer = {
            "",
            "Example:",
            "  BILLING_PROVIDER_KEY=sk_test_x billing audit --provider http://127.0.0.1:4242 --period 2026-01 \\",
            "      --database 'jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0'",
            "",
            "Exit status: 0 exactly once, 1 not, 2 wrong usage, 3 the books could not be read."
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final ProviderOptions provider = new ProviderOptions();

    @Mixin
    private final MonthOptions period = new MonthOptions();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        common.startLogging();
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        YearMonth month = period.month();
        StripePayments payments = new StripePayments(provider.settings());
        try (Database opened = Database.openExisting(database.settings())) {
            AuditReport report = new Audit(opened, payments).run(month);
            AuditText text = new AuditText(report);
            text.rows()
                    .forEach(row -> out.println(String.format("%-22s %8d  %s", row.name(), row.count(), row.note())
                            .stripTrailing()));
            out.println(text.verdict());
            out.flush();
            return text.isExactlyOnce() ? 0 : 1;
        }
    }
}
