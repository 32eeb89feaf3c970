/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main program of {@code bin/election}: operates elections for people and scripts. */
@Command(
        name = "election",
        mixinStandardHelpOptions = true,
        version = "election4j 0.1.0-SNAPSHOT",
        description = {
            "Operates elections on ZooKeeper, etcd and Consul, and on whatever else ELECTION_CLASSPATH names",
            "a backend for: jars, folders, and FOLDER/* for all jars of a folder, divided by colons."
        },
        subcommands = {
            LeadCommand.class,
            WatchCommand.class,
            StatusCommand.class,
            ResignCommand.class,
            BackendsCommand.class,
            CompareCommand.class,
            StormCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit status: 0 done, 1 failed or the output could not be written, 2 wrong usage; the help of",
            "each command names the others."
        })
public final class Election {
    private static final int USAGE_WIDTH = 100;
    private static final int ALL = Integer.MAX_VALUE;

    Election() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true, StandardOutput.charset("stderr.encoding"));
        System.exit(run(err, arguments));
    }

    private static int run(PrintWriter err, String... arguments) {
        try {
            Optional<String> damage = RawArguments.damage(arguments.length);
            if (damage.isPresent()) {
                err.println("election: " + damage.get());
                return ExitStatus.WRONG_USAGE;
            }
            ClassPath.ofThisProcess(Integer.getInteger("election.own", ALL))
                    .tellConflicts(sentence -> err.println("election: " + sentence));
            StandardOutput output = new StandardOutput();
            PrintWriter out = output.writer();
            int status = commandLine(out, err).execute(arguments);
            out.flush();
            Optional<String> problem = output.problem();
            problem.ifPresent(sentence -> err.println("election: " + sentence));
            return problem.isPresent() ? ExitStatus.FAILED : status;
        } catch (RuntimeException | Error unexpected) {
            // The process must exit: the threads of a client library would keep it alive without its main thread.
            err.println("election: " + Errors.sentence(unexpected));
            return ExitStatus.FAILED;
        }
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Errors errors = new Errors();
        return new CommandLine(new Election())
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // An argument of the operator's command may begin with an @.
                .setExpandAtFiles(false)
                .setOut(out)
                .setErr(err);
    }
}
