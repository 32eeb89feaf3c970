/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

/**
 * Controls requests that a client has sent and the service has not received. They can be delivered later, long after
 * the client has given them up. Implementations are thread-safe.
 */
public interface HeldRequests {

    /** Whether no request is held back at present. */
    boolean isEmpty();

    /** Holds back no further requests. Requests that are held already stay held. */
    void stop();

    /**
     * Breaks the connections on which requests are held back, as the client sees it. The service does not notice, so
     * the held requests can still be delivered.
     */
    void disconnect();

    /**
     * Delivers the held requests, in the order in which they were sent on each connection, and holds back none any
     * more. Replies to a client that has been disconnected are discarded. Returns when the service has received all
     * requests; it may not have processed them yet.
     */
    void deliver();
}
