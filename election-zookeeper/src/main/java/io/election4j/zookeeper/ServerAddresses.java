/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.client.HostProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the client library one address after the other: each address of each name in the URI, in rounds. Resolves names
 * again for each round. The library's own list takes one address of a name at random, and logs an error with a stack
 * trace for each name that is unknown. Thread-safe.
 */
final class ServerAddresses implements HostProvider {
    private static final Logger log = LoggerFactory.getLogger(ServerAddresses.class);
    private static final Duration CLOSING = Duration.ofMillis(50);

    private final List<Server> servers;
    private final int leastSize;
    private final Runnable beforeAttempt;
    private final Deque<InetSocketAddress> round = new ArrayDeque<>();
    private @Nullable InetSocketAddress present;
    private @Nullable String unknown;
    private int known;
    private boolean fresh = true;
    private boolean closed;
    private long closedAt;

    /** Describes one server of the URI; the host of an IPv6 address has no brackets. */
    record Server(String host, int port) {
        static Server parse(String address) {
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
            return new Server(host, Integer.parseInt(address.substring(colon + 1)));
        }
    }

    /**
     * The library gives each attempt the timeout of the session, divided by the number of addresses.
     *
     * @param hosts each with its port
     * @param ttl the requested timeout of the session
     * @param connectTimeout how long an attempt may take
     * @param beforeAttempt runs before each attempt
     */
    ServerAddresses(List<String> hosts, Duration ttl, Duration connectTimeout, Runnable beforeAttempt) {
        this.beforeAttempt = beforeAttempt;
        this.servers = hosts.stream().map(Server::parse).toList();
        this.known = hosts.size();
        this.leastSize = Math.toIntExact(Math.max(1, ttl.dividedBy(connectTimeout)));
    }

    /** A name without an address in the last round, if nothing else could be tried. */
    synchronized Optional<String> unknownHost() {
        return Optional.ofNullable(unknown);
    }

    @Override
    public synchronized int size() {
        return Math.max(known, leastSize);
    }

    /** Blocks while no name has an address, until {@link #close}. */
    @Override
    public InetSocketAddress next(long spinDelay) {
        while (true) {
            Optional<InetSocketAddress> next = poll();
            if (next.isPresent()) {
                beforeAttempt.run();
                return next.get();
            }
            if (!isFresh()) {
                pause(Math.max(spinDelay, CLOSING.toMillis()));
            }
            refill(resolve());
        }
    }

    private synchronized Optional<InetSocketAddress> poll() {
        Optional<InetSocketAddress> next = Optional.ofNullable(round.poll());
        next.ifPresent(address -> present = address);
        return next;
    }

    /** Whether the round that begins is the first one since there was a connection. */
    private synchronized boolean isFresh() {
        return fresh && !closed;
    }

    private synchronized void pause(long millis) {
        try {
            long now = System.nanoTime();
            long end = now + Duration.ofMillis(millis).toNanos();
            // a client that is being closed needs a moment to notice that, and then ends at the exception
            for (long left = end - now; left > 0; left = (closed ? closedAt + CLOSING.toNanos() : end) - now) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                now = System.nanoTime();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the next attempt to connect", interrupted);
        }
        if (closed) {
            throw new IllegalStateException("the connection is being closed");
        }
    }

    private List<InetSocketAddress> resolve() {
        List<InetSocketAddress> found = new ArrayList<>();
        String failed = null;
        for (Server server : servers) {
            try {
                for (InetAddress address : InetAddress.getAllByName(server.host())) {
                    // keeps the given name, so that no code looks up the name of an address
                    InetAddress named = InetAddress.getByAddress(server.host(), address.getAddress());
                    found.add(new InetSocketAddress(named, server.port()));
                }
            } catch (UnknownHostException none) {
                log.debug("no address of {}", server.host(), none);
                failed = server.host();
            }
        }
        synchronized (this) {
            unknown = found.isEmpty() ? failed : null;
        }
        return found;
    }

    private synchronized void refill(List<InetSocketAddress> found) {
        fresh = false;
        known = Math.max(found.size(), 1);
        Collections.shuffle(found);
        InetSocketAddress last = present;
        if (last != null && found.remove(last)) {
            found.add(last); // it has just failed
        }
        round.addAll(found);
    }

    @Override
    public synchronized void onConnected() {
        fresh = true;
        round.clear();
    }

    /** Ignores the list, because the servers are those of the URI. */
    @Override
    public boolean updateServerList(Collection<InetSocketAddress> addresses, InetSocketAddress currentHost) {
        return false;
    }

    /** Ends the wait for an address. Must be called just before the client is closed. */
    synchronized void close() {
        closed = true;
        closedAt = System.nanoTime();
        notifyAll();
    }
}
