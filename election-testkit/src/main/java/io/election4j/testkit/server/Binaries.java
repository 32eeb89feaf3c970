/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.ElectionException;
import io.election4j.backend.server.ServerBinary;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/** Finds the programs that tests start, and skips tests for services that the user leaves out. Stateless. */
public final class Binaries {
    /** The system property that names the services to leave out, separated by commas, such as {@code etcd,consul}. */
    public static final String SKIP = "servers.skip";

    private Binaries() {}

    /**
     * Finds a program, see {@link ServerBinary}.
     *
     * @throws ElectionException if it is missing
     * @throws TestAbortedException if the user leaves out this service: the test does not count
     */
    public static Path find(String service) {
        skipIfAsked(service);
        return ServerBinary.require(service);
    }

    /**
     * Ends the test if the user leaves out a service.
     *
     * @throws TestAbortedException in that case
     */
    public static void skipIfAsked(String service) {
        boolean skipped = Arrays.stream(System.getProperty(SKIP, "").split(","))
                .map(String::strip)
                .anyMatch(service::equals);
        if (skipped) {
            throw new TestAbortedException("goes without " + service + ", as -D" + SKIP + " says");
        }
    }
}
