/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import java.time.Duration;

/**
 * A way to the service that loses replies, holds requests back and breaks when told: as a rule a proxy in front of it,
 * with one host.
 *
 * <p>New lines work. The test closes a line after the connections that lead over it.
 */
public interface UnreliableRoute extends AutoCloseable {
    /** The name of all candidates on this line, in case the line can be told from others by it only. */
    default String candidate() {
        return "unreliable";
    }

    /** The same service and namespace as {@link BackendRules#uri}, over this line. */
    String uri(Duration ttl);

    /** From now on the service gets what is asked, and nothing that it answers arrives. */
    void loseReplies();

    /** Breaks every connection, so that whoever is connected notices; nothing gets through any more. */
    void cut();

    /** Works again, in both directions, for new connections. */
    void mend();

    /**
     * Holds back some of the requests that are sent from now on, whatever they ask for, and with each of them all that
     * follows it on its connection. Other requests pass, and so does what is sent on connections that are opened later,
     * unless it is to be held back, too.
     *
     * @param passing how many requests pass before the first is held back
     * @param count how many are held back; {@link Integer#MAX_VALUE} for all
     */
    HeldRequests hold(int passing, int count);

    @Override
    void close();
}
