/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.ElectionException;
import java.time.Duration;
import java.util.List;

/** Runs servers of a coordination service that replicate each other, each in a process of its own. Thread-safe. */
public interface ServerCluster extends AutoCloseable {

    /** Returns the servers in the order of their names, running or not. */
    List<ServerProcess> members();

    /** Returns one of the servers; the first is 0. */
    default ServerProcess member(int index) {
        return members().get(index);
    }

    /** Returns the addresses for clients, as a URI lists them: {@code 127.0.0.1:15001,127.0.0.1:15002}. */
    String hosts();

    /** Returns the port for clients of one server. */
    int clientPort(int index);

    /** Returns the URI of a namespace, without the options for TLS or a login. */
    String uri(String namespace, Duration ttl);

    /** Returns the URI with which clients connect through {@link #proxyTo the proxies} of all members. */
    String proxiedUri(String namespace, Duration ttl);

    /** Returns the proxy in front of a member's port for clients; the same each time, closed with the cluster. */
    FaultProxy proxyTo(int index);

    /**
     * Waits for the server that leads the others, as {@link Wait} does; a frozen or stopped server does not lead.
     *
     * @throws AssertionError if there is none in time
     */
    ServerProcess leader();

    /** All but {@link #leader}. */
    default List<ServerProcess> followers() {
        ServerProcess leader = leader();
        return members().stream().filter(member -> member != leader).toList();
    }

    /**
     * Waits until every member is part of the cluster and serves.
     *
     * @throws ElectionException if one does not in time, or has ended; with the last lines of its log
     */
    void awaitReady();

    /** Kills the servers and closes the proxies. Files stay. */
    @Override
    void close();
}
