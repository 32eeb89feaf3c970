/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.data.Stat;

/**
 * Describes a node as one answer of the service shows it.
 *
 * @param text its data, cut and made printable because other clients may write anything
 * @param createdBy the transaction that created it: unlike its name, never used twice
 * @param owner the session that it ends with; for nodes that outlive every session, a number that is not that of a
 *     session
 */
record NodeState(String text, long createdBy, long owner) {
    private static final long PERSISTENT = 0;
    private static final long CONTAINER = Long.MIN_VALUE;
    private static final long LIMITED_TIME = 0xff;
    private static final int LONGEST_TEXT = 1_000;

    static NodeState of(byte[] data, Stat stat) {
        String text = new String(data, 0, Math.min(data.length, LONGEST_TEXT), StandardCharsets.UTF_8);
        return new NodeState(text.replaceAll("\\p{Cntrl}", "?"), stat.getCzxid(), stat.getEphemeralOwner());
    }

    /** Whether it ends with a session, as the nodes of candidates do. */
    boolean isOfSession() {
        return owner != PERSISTENT && owner != CONTAINER && owner >>> 56 != LIMITED_TIME;
    }

    /** The candidate of the node: its data, or its name if the client has written no data. */
    String candidateId(String node) {
        return text.isEmpty() ? node : text;
    }
}
