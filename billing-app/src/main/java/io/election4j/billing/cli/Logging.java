/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Configures where the logging library, which reads {@code logback.xml}, writes and how much. */
final class Logging {

    private Logging() {}

    /**
     * Has an effect only before the first logger is made.
     *
     * @param isService whether the process runs on and its log is for its operator; a command that ends soon reports
     *     its failure itself
     */
    static void start(@Nullable Path file, boolean verbose, boolean debug, boolean isService) {
        System.setProperty("billing.log.libraries", isService || verbose ? "WARN" : "ERROR");
        System.setProperty("billing.log.trace", debug ? "%ex" : "%nopex");
        if (file != null) {
            System.setProperty("billing.log.file", file.toAbsolutePath().toString());
            System.setProperty("billing.log.to", "FILE");
        }
        if (verbose) {
            System.setProperty("billing.log.level", "DEBUG");
        }
        // Some client libraries use the JDK's own logging, which would bypass these settings and write to standard
        // error.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
