/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import picocli.CommandLine.Command;

/** Is the program that charges subscriptions exactly once, led by an elected replica. */
@Command(
        name = "billing",
        mixinStandardHelpOptions = true,
        version = "billing 0.1.0-SNAPSHOT",
        description = "Charges every subscription exactly once a month, by whichever replica is the elected leader.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ImportCommand.class,
            ProviderCommand.class,
            AuditCommand.class,
            ReconcileCommand.class,
            StatusCommand.class,
            FenceCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "See everything at work in less than a minute:",
            "  billing demo",
            "",
            "Or step by step, each long-running command in a terminal of its own:",
            "  export BILLING_DATABASE='jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0'",
            "  export BILLING_PROVIDER_KEY=sk_test_of_your_choice",
            "  billing provider --port 4242 --books ./books",
            "  billing import subscriptions.csv --id-column id --amount-column amount --currency USD",
            "  billing run --backend zookeeper://127.0.0.1:2181/billing --provider http://127.0.0.1:4242 \\",
            "          --replica-id a --period 2026-01",
            "  billing audit --provider http://127.0.0.1:4242 --period 2026-01",
            "",
            "An option is taken from the command line, else from the environment variable that its help",
            "names, else from the file given by --config (or ./billing.properties), else it has its default.",
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage. Demo and audit: 0 charged exactly once, 1 not,",
            "2 wrong usage, 3 failed before that could be said."
        })
public final class Billing {

    Billing() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(Program.ofThisProcess().execute(arguments));
    }
}
