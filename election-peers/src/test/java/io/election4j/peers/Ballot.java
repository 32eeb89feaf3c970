/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the wins and losses of a candidate. Thread-safe. */
final class Ballot implements Peer.Events {
    private final AtomicInteger wins = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();

    @Override
    public void won() {
        wins.incrementAndGet();
    }

    @Override
    public void lost() {
        losses.incrementAndGet();
    }

    int wins() {
        return wins.get();
    }

    int losses() {
        return losses.get();
    }
}
