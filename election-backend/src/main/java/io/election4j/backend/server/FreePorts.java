/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.server;

import io.election4j.ElectionException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Finds free ports of the loopback interface for servers that cannot choose one themselves. Thread-safe. */
public final class FreePorts {
    /**
     * Below the range that systems use for outgoing connections, which could take the port of a server that is down.
     */
    private static final int FIRST = 15_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 200;

    /**
     * Counts through the range from a random start, so that a port is not given again soon: its server may be down for a while, or
     * bind it only later, as a server of ZooKeeper does with the port at which it leads the others.
     */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST - FIRST + 1));

    private static final int STARTS = 5;

    private FreePorts() {}

    /**
     * Returns different ports that were free just before.
     *
     * @throws IllegalStateException if too few are found
     */
    public static List<Integer> take(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(bind());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    /**
     * Starts a server on free ports, and again on others if another process took one meanwhile.
     *
     * @param start throws an {@link ElectionException} with a {@link BindException} as its cause when that has
     *     happened, as {@link LocalProcess#awaitReady} does; leaves nothing running then
     */
    public static <T> T startOn(int count, Function<List<Integer>, T> start) {
        for (int left = STARTS - 1; left > 0; left--) {
            try {
                return start.apply(take(count));
            } catch (ElectionException failed) {
                if (!(failed.getCause() instanceof BindException)) {
                    throw failed;
                }
            }
        }
        return start.apply(take(count));
    }

    private static ServerSocket bind() {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), LAST - FIRST + 1);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                // try the next one
            }
        }
        throw new IllegalStateException(
                "no free port between " + FIRST + " and " + LAST + " of the loopback interface");
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new IllegalStateException("port " + socket.getLocalPort() + " cannot be released", gone);
        }
    }
}
