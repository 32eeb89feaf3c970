/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.testkit.server.NamespaceNetwork;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Loses all packets of a server for a moment, repeatedly until it is closed. */
final class PacketLoss implements AutoCloseable {
    private static final long CARRIED_MILLIS = 150;
    private static final long SHORTEST_LOSS_MILLIS = 10;
    private static final long FURTHER_LOSS_MILLIS = 90;
    private static final int END_SECONDS = 30;

    private final NamespaceNetwork network;
    private final int server;
    private final long lostMillis;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread = new Thread(this::alternate, "storm-packet-loss");

    /**
     * Begins at once.
     *
     * @param strength from 0 to 1: packets are lost for a sixteenth to two fifths of the time
     */
    PacketLoss(NamespaceNetwork network, int server, double strength) {
        this.network = network;
        this.server = server;
        this.lostMillis = SHORTEST_LOSS_MILLIS + Math.round(strength * FURTHER_LOSS_MILLIS);
        thread.setDaemon(true);
        thread.start();
    }

    private void alternate() {
        try {
            do {
                network.loseAll(server);
                TimeUnit.MILLISECONDS.sleep(lostMillis);
                network.carryAll(server);
            } while (!ending.await(CARRIED_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when no packet is lost any more. */
    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        network.carryAll(server);
    }
}
