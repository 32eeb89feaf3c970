/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the options of every command. */
final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Read options from this file of name=value lines (default: ./billing.properties, if present).")
    @Nullable
    Path config;

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Append the log to this file instead of standard error.")
    @Nullable
    Path logFile;

    @Option(names = "--verbose", description = "Log what the application does in detail.")
    boolean verbose;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** Starts logging for a command that ends soon. Must come before the first logger is made. */
    void startLogging() {
        Logging.start(logFile, verbose, debug, false);
    }

    /** Starts logging for a command that runs on. Must come before the first logger is made. */
    void startServiceLogging() {
        Logging.start(logFile, verbose, debug, true);
    }
}
