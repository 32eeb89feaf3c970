/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import java.time.Duration;

/**
 * A way to the service that loses replies and breaks when told: as a rule a proxy in front of it, with one host.
 *
 * <p>New lines work. The test closes a line after the connections that lead over it.
 */
public interface FrailLine extends AutoCloseable {
    /** All candidates on the line have this name, in case the line can be told from others by it only. */
    String CANDIDATE = "frail";

    /** The same service and namespace as {@link BackendRules#uri}, over this line. */
    String uri(Duration ttl);

    /** From now on the service gets what is asked, and nothing that it answers arrives. */
    void loseReplies();

    /** Breaks every connection, so that whoever is connected notices; nothing gets through any more. */
    void cut();

    /** Works again, in both directions, for new connections. */
    void mend();

    @Override
    void close();
}
