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
 * What a {@link FaultProxy} holds back: on each connection the first request that was chosen, and all that the client
 * sends on that connection after it, since the order of a connection's bytes never changes. When the client's end of
 * such a connection breaks, the server's end stays open, until the server, the proxy or {@link #close} closes it.
 * Thread-safe.
 */
public final class HeldBytes implements HeldRequests, AutoCloseable {
    private final Predicate<byte[]> choice;
    private final Set<ProxiedConnection> relays = ConcurrentHashMap.newKeySet();
    private final AtomicLong answered = new AtomicLong();
    private boolean choosing = true;
    private boolean delivered;

    /** The choice is asked by one thread at a time, in the order in which requests come, and must not block. */
    HeldBytes(Predicate<byte[]> choice) {
        this.choice = choice;
    }

    @Override
    public boolean isEmpty() {
        return bytes() == 0;
    }

    /** How many bytes are held back at present. */
    public long bytes() {
        return relays.stream().mapToLong(ProxiedConnection::heldBytes).sum();
    }

    /**
     * How many bytes the server has sent since the delivery on the connections that held something, whether or not there
     * was still a client to get them.
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

    /** Drops what has not been delivered and closes its connections at both ends. */
    @Override
    public void close() {
        stop();
        relays.forEach(ProxiedConnection::end);
    }

    /** Whether a request that has come is to be held back, with all that follows on its connection. */
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

    /** Waits until what is held may pass, or there is nobody left to deliver it to. */
    synchronized void awaitDelivery(BooleanSupplier givenUp) throws InterruptedException {
        while (!delivered && !givenUp.getAsBoolean()) {
            wait();
        }
    }

    /** The server has sent something on a connection that holds or held something. */
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
