/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import java.time.Duration;

/**
 * Connects clients to the service, and on demand loses replies, holds requests back and breaks: as a rule a proxy in
 * front of the service, with one host.
 *
 * <p>A new route works. The test closes a route after the connections that use it.
 */
public interface UnreliableRoute extends AutoCloseable {
    /** The name of all candidates on this route, for services that can tell routes apart only by this name. */
    default String candidate() {
        return "unreliable";
    }

    /** Returns the URI of the same service and namespace as {@link BackendRules#uri}, over this route. */
    String uri(Duration ttl);

    /** From now on the service receives requests, and no reply reaches the client. */
    void loseReplies();

    /** Breaks every connection, so that connected clients notice; nothing passes any more. */
    void cut();

    /** Works again, in both directions, for new connections. */
    void mend();

    /**
     * Holds back some of the requests that are sent from now on, whatever they ask for, and everything that follows
     * them on their connections. Other requests pass, as do those on connections that are opened later, unless they are
     * to be held back, too.
     *
     * @param passing how many requests pass before the first is held back
     * @param count how many are held back; {@link Integer#MAX_VALUE} for all
     */
    HeldRequests hold(int passing, int count);

    @Override
    void close();
}
