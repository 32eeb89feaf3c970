/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {
    static final String DEBUG = "--debug";

    @Option(names = "--verbose", description = "Log on standard error what the library does.")
    private boolean verbose;

    @Option(names = DEBUG, description = "Show the stack trace of an error.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** Configures logging; must be called before the first logger is made. */
    void startLogging() {
        System.setProperty("election.log.level", verbose ? "DEBUG" : "WARN");
        // The command itself reports a service that is down, once and in one sentence.
        System.setProperty("election.log.libraries", verbose ? "WARN" : "OFF");
        System.setProperty("election.log.trace", debug ? "%ex" : "%nopex");
        // Some client libraries use the JDK's own logging, which would write to standard error despite these settings.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
