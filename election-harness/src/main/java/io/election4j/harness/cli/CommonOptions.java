/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Option;

/** What every command understands. */
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

    /** Must come before the first logger is made. */
    void startLogging() {
        System.setProperty("election.log.level", verbose ? "DEBUG" : "WARN");
        // What the clients have to say of a service that is down is told by the command, once and in a sentence.
        System.setProperty("election.log.libraries", verbose ? "WARN" : "OFF");
        System.setProperty("election.log.trace", debug ? "%ex" : "%nopex");
        // Some client libraries log through the JDK's own logging, which would write past all that to standard error.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
