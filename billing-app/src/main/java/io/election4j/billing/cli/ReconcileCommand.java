/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.audit.Reconciler;
import io.election4j.billing.database.Database;
import io.election4j.billing.payment.Payment;
import io.election4j.billing.payment.stripe.StripePayments;
import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Records payments that the provider has and the database lacks. */
@Command(
        name = "reconcile",
        description = {
            "Goes through the provider's payments of a month and records every success that the database lacks.",
            "Moves no money; may run at any time, whether replicas are running or not."
        },
        footer = {
            "",
            "Example:",
            "  BILLING_PROVIDER_KEY=sk_test_x billing reconcile --provider http://127.0.0.1:4242 \\",
            "      --period 2026-01 --database 'jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0'",
            "",
            "Exit status: 0 the books agree now, 1 failed, or payments are left that fit no charge,",
            "2 wrong usage."
        })
final class ReconcileCommand implements Callable<Integer> {

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
            List<Payment> unfit = new Reconciler(opened, payments).run(month);
            unfit.forEach(payment -> out.println("payment " + payment.ref() + " fits no charge of ours"));
            out.println(
                    unfit.isEmpty()
                            ? "Every payment of " + month + " is recorded."
                            : unfit.size() + " payment(s) of " + month + " need a human.");
            out.flush();
            return unfit.isEmpty() ? 0 : 1;
        }
    }
}
