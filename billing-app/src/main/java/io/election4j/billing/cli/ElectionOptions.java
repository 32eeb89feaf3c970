/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.spi.BackendUri;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The coordination service that elects the leader. */
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

    /** Where the URI names no time to live, one that leaves the provider time to answer. */
    BackendUri parsed() {
        return BackendUri.parse(uri).withDefault("ttl", USUAL_TTL);
    }
}
