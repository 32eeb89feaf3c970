/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.ElectionException;
import io.election4j.spi.support.ServerBinary;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/** The programs that tests start, unless the user wants to go without one of them. Stateless. */
public final class Binaries {
    /** The system property that names the services to go without, separated by commas, such as {@code etcd,consul}. */
    public static final String SKIP = "servers.skip";

    private Binaries() {}

    /**
     * Where a program is, see {@link ServerBinary}.
     *
     * @throws ElectionException if it is missing
     * @throws TestAbortedException if the user wants to go without this service: the test does not count
     */
    public static Path find(String service) {
        skipIfAsked(service);
        return ServerBinary.require(service);
    }

    /**
     * Ends the test if the user wants to go without a service.
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
