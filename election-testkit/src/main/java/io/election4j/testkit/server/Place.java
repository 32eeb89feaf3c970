/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.util.List;

/** Where a server listens: a host, and a port for each of its purposes. */
record Place(String host, List<Integer> ports) {

    Place {
        ports = List.copyOf(ports);
    }

    int port(int purpose) {
        return ports.get(purpose);
    }

    String address(int purpose) {
        return host + ":" + port(purpose);
    }

    /** The same host with one of the ports, which then is the first. */
    Place only(int purpose) {
        return part(purpose, purpose + 1);
    }

    /** The same host with some of the ports, from one to before another. */
    Place part(int from, int to) {
        return new Place(host, ports.subList(from, to));
    }
}
