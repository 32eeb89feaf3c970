/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.harness.operate.Service;
import picocli.CommandLine.Parameters;

/** The parameters that name an election. */
final class ElectionParameters {

    @Parameters(
            index = "0",
            paramLabel = "URI",
            description = "The service, such as zookeeper://host1,host2/namespace?ttl=10s or, for the service on this"
                    + " machine, etcd; see 'election backends'.")
    private String uri = "";

    @Parameters(index = "1", paramLabel = "ELECTION", description = "The election's name.")
    private String name = "";

    Service service() {
        return Service.of(uri);
    }

    String name() {
        return name;
    }
}
