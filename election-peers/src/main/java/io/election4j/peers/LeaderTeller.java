/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.function.Consumer;

/** Notifies a follower of each leader that differs from the one before, until it is closed. Thread-safe. */
final class LeaderTeller implements Peer.Following {
    private final Consumer<String> onLeader;
    private String last = "";
    private boolean closed;

    LeaderTeller(Consumer<String> onLeader) {
        this.onLeader = onLeader;
    }

    synchronized void tell(String candidateId) {
        if (!closed && !candidateId.isEmpty() && !candidateId.equals(last)) {
            last = candidateId;
            onLeader.accept(candidateId);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
