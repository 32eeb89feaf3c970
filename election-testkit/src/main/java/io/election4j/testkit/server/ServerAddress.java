/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.util.List;

/** Holds the host on which a server listens, and a port for each of its purposes. */
record ServerAddress(String host, List<Integer> ports) {

    ServerAddress {
        ports = List.copyOf(ports);
    }

    int port(int purpose) {
        return ports.get(purpose);
    }

    String address(int purpose) {
        return host + ":" + port(purpose);
    }

    /** Returns the same host with one of the ports, which then is the first. */
    ServerAddress only(int purpose) {
        return part(purpose, purpose + 1);
    }

    /** Returns the same host with some of the ports, from one to before another. */
    ServerAddress part(int from, int to) {
        return new ServerAddress(host, ports.subList(from, to));
    }
}
