/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stretch of network in front of a server of this machine: it can be cut, stalled and slowed down, and it can lead to
 * another server. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int CONNECT_LIMIT_MILLIS = 2_000;

    private final ServerSocket entrance;
    private final Lane requests = new Lane();
    private final Lane answers = new Lane();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile int target;
    private volatile boolean refusing;

    /**
     * Opens a port that leads to another one.
     *
     * @throws UncheckedIOException if no port can be opened
     */
    public FaultProxy(int target) {
        this.target = target;
        try {
            this.entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException("no port for a proxy", none);
        }
        daemon("accept", this::accept);
    }

    /** Where clients connect to, on the loopback interface. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Breaks all connections and lets no new one through, as when the server's machine is gone. */
    public void cut() {
        refusing = true;
        breakConnections();
    }

    /**
     * Lets nothing pass any more in either direction, while connections stay open and new ones are accepted: a partition
     * that nobody is told of. What is sent meanwhile arrives after {@link #mend}.
     */
    public void stall() {
        stallRequests();
        stallAnswers();
    }

    /** Lets nothing of what clients send reach the server, see {@link #stall}. */
    public void stallRequests() {
        requests.stall();
    }

    /** Lets nothing of what the server sends reach its clients, see {@link #stall}. */
    public void stallAnswers() {
        answers.stall();
    }

    /** Holds back each byte for a time, in either direction; zero for none. */
    public void delay(Duration time) {
        requests.delay(time);
        answers.delay(time);
    }

    /** Lets connections through again, and without delay. */
    public void mend() {
        refusing = false;
        delay(Duration.ZERO);
        requests.go();
        answers.go();
    }

    /** Breaks all connections; new ones lead to another server. */
    public void leadTo(int otherTarget) {
        target = otherTarget;
        breakConnections();
    }

    /** How many connections have been asked for so far, those refused included. */
    public int attempts() {
        return attempts.get();
    }

    /** How many connections are open through it. */
    public int connections() {
        return sockets.size() / 2;
    }

    /** How many bytes it has carried so far, in both directions. */
    public long bytes() {
        return requests.bytes() + answers.bytes();
    }

    private void breakConnections() {
        sockets.forEach(FaultProxy::closeQuietly);
        sockets.clear();
        requests.wake();
        answers.wake();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                attempts.incrementAndGet();
                if (refusing) {
                    closeQuietly(near);
                } else {
                    daemon("connect", () -> connect(near));
                }
            } catch (IOException closed) {
                // the loop's condition tells
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        sockets.add(near);
        sockets.add(far);
        try {
            requests.awaitOpen(near::isClosed);
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_LIMIT_MILLIS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            if (refusing || entrance.isClosed()) {
                end(near, far);
            } else {
                new Pipe(near, far, requests, () -> end(near, far)).start();
                new Pipe(far, near, answers, () -> end(near, far)).start();
            }
        } catch (IOException nobodyThere) {
            end(near, far);
        }
    }

    private void end(Socket near, Socket far) {
        closeQuietly(near);
        closeQuietly(far);
        sockets.remove(near);
        sockets.remove(far);
        requests.wake();
        answers.wake();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            breakConnections();
        }
    }

    static void daemon(String what, Runnable task) {
        Thread thread = new Thread(task, "test-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // that was the point
        }
    }
}
