/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

/**
 * Requests that were sent to a service and have not arrived: they can be delivered later, long after the client has given
 * them up. Implementations are thread-safe.
 */
public interface HeldRequests {

    /** Whether nothing is held back at present. */
    boolean isEmpty();

    /** Holds back no further requests. What is held stays held. */
    void stop();

    /**
     * Breaks the connections on which something is held back, as the client sees it. The service is not told, so what is
     * held can still be delivered.
     */
    void disconnect();

    /**
     * Delivers what is held, in the order in which it was sent on each connection, and holds back nothing any more. Answers
     * to a client that has been disconnected are thrown away. Returns when all has been handed to the service, which
     * may not have dealt with it yet.
     */
    void deliver();
}
