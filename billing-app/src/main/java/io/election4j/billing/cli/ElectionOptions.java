/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.spi.BackendUri;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Holds the options of the coordination service that elects the leader. */
final class ElectionOptions {

    private static final Duration USUAL_TTL = Duration.ofSeconds(10);

    @Option(
            names = "--backend",
            required = true,
            paramLabel = "URI",
            description =
                    "The service that elects the leader, such as zookeeper://host1:2181,host2:2181/billing?ttl=10s;"
                            + " a bare scheme means that service on this machine (ttl: 10s unless named).")
    String uri = "";

    /** Returns the URI; without a time to live it gets one that leaves the provider time to answer. */
    BackendUri parsed() {
        return BackendUri.parse(uri).withDefault("ttl", USUAL_TTL);
    }
}
