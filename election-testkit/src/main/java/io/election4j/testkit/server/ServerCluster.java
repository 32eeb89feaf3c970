/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.ElectionException;
import java.time.Duration;
import java.util.List;

/** Servers of a coordination service that replicate each other, each in a process of its own. Thread-safe. */
public interface ServerCluster extends AutoCloseable {

    /** The servers in the order of their names, whether they run or not. */
    List<ServerProcess> members();

    /** One of the servers; the first is 0. */
    default ServerProcess member(int index) {
        return members().get(index);
    }

    /** Where clients connect to, as a URI lists them: {@code 127.0.0.1:15001,127.0.0.1:15002}. */
    String hosts();

    /** Where clients connect to one of the servers. */
    int clientPort(int index);

    /** The URI of a namespace, without what TLS or a login would need. */
    String uri(String namespace, Duration ttl);

    /** The URI by which clients go through {@link #proxyTo the proxies} of all members. */
    String proxiedUri(String namespace, Duration ttl);

    /** The proxy in front of a member's port for clients; the same each time, closed with the cluster. */
    FaultProxy proxyTo(int index);

    /**
     * The server that leads the others, waited for as {@link Wait} does: one that is frozen or down does not.
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
     * Waits until every member takes part and serves.
     *
     * @throws ElectionException if one does not in time, or has ended; with the last lines of its log
     */
    void awaitReady();

    /** Kills the servers and closes the proxies. Files stay. */
    @Override
    void close();
}
