/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.testkit.HeldRequests;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Holds back requests in a {@link FaultProxy}: on each connection the first selected request, and all that the client
 * sends on that connection after it, because the order of a connection's bytes never changes. When the client's end of
 * such a connection breaks, the server's end stays open, until the server, the proxy or {@link #close} closes it.
 * Thread-safe.
 */
public final class HeldBytes implements HeldRequests, AutoCloseable {
    private final Predicate<byte[]> choice;
    private final Set<ProxiedConnection> relays = ConcurrentHashMap.newKeySet();
    private final AtomicLong answered = new AtomicLong();
    private boolean choosing = true;
    private boolean delivered;

    /** One thread at a time applies the choice, in the order of the requests; it must not block. */
    HeldBytes(Predicate<byte[]> choice) {
        this.choice = choice;
    }

    @Override
    public boolean isEmpty() {
        return bytes() == 0;
    }

    /** How many bytes are held back now. */
    public long bytes() {
        return relays.stream().mapToLong(ProxiedConnection::heldBytes).sum();
    }

    /**
     * How many bytes the server has sent since the delivery on the connections that held requests, with or without a
     * client that receives them.
     */
    public long answered() {
        return answered.get();
    }

    @Override
    public synchronized void stop() {
        choosing = false;
    }

    @Override
    public void disconnect() {
        relays.forEach(ProxiedConnection::disconnectClient);
    }

    /** Fails if the server does not take the bytes within {@link Wait#PATIENCE}, or if the proxy is stalled. */
    @Override
    public void deliver() {
        synchronized (this) {
            choosing = false;
            delivered = true;
            notifyAll();
        }
        Wait.until("what was held back is delivered", this::isEmpty);
    }

    /** Drops the undelivered requests and closes their connections at both ends. */
    @Override
    public void close() {
        stop();
        relays.forEach(ProxiedConnection::end);
    }

    /** Whether to hold back a request, with all that follows on its connection. */
    synchronized boolean takes(ProxiedConnection relay, byte[] request) {
        boolean taken = choosing && choice.test(request);
        if (taken) {
            relays.add(relay);
        }
        return taken;
    }

    synchronized boolean hasStopped() {
        return !choosing;
    }

    synchronized boolean isDelivered() {
        return delivered;
    }

    /** Waits until the held bytes may pass, or the receiver has gone. */
    synchronized void awaitDelivery(BooleanSupplier givenUp) throws InterruptedException {
        while (!delivered && !givenUp.getAsBoolean()) {
            wait();
        }
    }

    /** Counts bytes of the server on a connection that holds or held requests. */
    void serverSent(int count) {
        if (isDelivered()) {
            answered.addAndGet(count);
        }
    }

    synchronized void ended(ProxiedConnection relay) {
        relays.remove(relay);
        notifyAll();
    }
}
