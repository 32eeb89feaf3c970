/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: operates elections for people and scripts. */
@Command(
        name = "election",
        mixinStandardHelpOptions = true,
        version = "election4j 0.1.0-SNAPSHOT",
        description = "Operates elections on ZooKeeper, etcd and Consul, and whatever else is on the class path.",
        subcommands = {
            LeadCommand.class,
            WatchCommand.class,
            StatusCommand.class,
            ResignCommand.class,
            BackendsCommand.class,
            CompareCommand.class,
            StormCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Election {
    private static final int USAGE_WIDTH = 100;

    Election() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine(writer(System.out), writer(System.err)).execute(arguments));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Errors errors = new Errors();
        return new CommandLine(new Election())
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // An argument of somebody else's command may begin with an @ of its own.
                .setExpandAtFiles(false)
                .setOut(out)
                .setErr(err);
    }
}
