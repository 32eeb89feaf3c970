/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.charging.Fence;
import io.election4j.billing.database.Database;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Groups the commands with which an operator changes the fence. */
@Command(
        name = "fence",
        description = "Works on the fence that keeps earlier leaders' decisions out of the database.",
        subcommands = FenceCommand.Bump.class,
        synopsisSubcommandLabel = "bump")
final class FenceCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** Raises the epoch. */
    @Command(
            name = "bump",
            description = {
                "Raises the epoch of the fence: shuts out every running replica, and lets fencing tokens start anew.",
                "Needed only after the coordination service has lost its data, so that its tokens are small again.",
                "Stop all replicas before, and start them afterwards."
            },
            footer = {
                "",
                "Example:",
                "  billing fence bump --database 'jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0' \\",
                "      --reason 'ZooKeeper was set up anew'"
            })
    static final class Bump implements Callable<Integer> {

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec command;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; kept with the terms in the database.")
        private String reason = "";

        @Override
        public Integer call() {
            common.startLogging();
            PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
            try (Database opened = Database.openExisting(database.settings())) {
                out.println("The fence is now in epoch " + Fence.of(opened).bumpEpoch(reason)
                        + ". Start the replicas again: those that were running are shut out.");
            }
            out.flush();
            return 0;
        }
    }
}
