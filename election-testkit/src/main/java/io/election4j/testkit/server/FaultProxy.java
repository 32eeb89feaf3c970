/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.opentest4j.TestAbortedException;

/**
 * Forwards connections to a server; tests cut, stall and slow them down, and lead them to another server. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final ServerSocket serverSocket;
    private final ProxyDirection requests = new ProxyDirection();
    private final ProxyDirection answers = new ProxyDirection();
    private final Set<ProxiedConnection> relays = ConcurrentHashMap.newKeySet();
    private final List<HeldBytes> holders = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final ProxiedConnection.Host host = new ProxiedConnection.Host() {
        @Override
        public Optional<HeldBytes> holderOf(ProxiedConnection relay, byte[] request) {
            return holders.stream()
                    .filter(holder -> holder.takes(relay, request))
                    .findFirst();
        }

        @Override
        public void ended(ProxiedConnection relay) {
            relays.remove(relay);
            requests.wake();
            answers.wake();
        }
    };
    private volatile InetSocketAddress target;
    private volatile boolean refusing;

    /**
     * Opens a port that leads to another port of this machine.
     *
     * @throws UncheckedIOException if no port can be opened
     */
    public FaultProxy(int target) {
        this(open(InetAddress.getLoopbackAddress()), loopback(target));
    }

    private FaultProxy(ServerSocket serverSocket, InetSocketAddress target) {
        this.serverSocket = serverSocket;
        this.target = target;
        daemon("accept", this::accept);
    }

    /**
     * Opens a port that leads to a server.
     *
     * @param address such as {@code 127.0.0.1:2379}
     * @throws UncheckedIOException if no port can be opened
     */
    public static FaultProxy to(String address) {
        int colon = address.lastIndexOf(':');
        return new FaultProxy(
                open(InetAddress.getLoopbackAddress()),
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    }

    /** Opens a port of {@code ::1} that leads to a port of IPv4; skips the test on a machine without IPv6. */
    public static FaultProxy onIpv6(int target) {
        try {
            return new FaultProxy(open(InetAddress.getByAddress(IPV6_LOOPBACK)), loopback(target));
        } catch (UncheckedIOException | UnknownHostException none) {
            throw new TestAbortedException("this machine has no IPv6", none);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static ServerSocket open(InetAddress address) {
        try {
            return new ServerSocket(0, BACKLOG, address);
        } catch (IOException none) {
            throw new UncheckedIOException("no port for a proxy", none);
        }
    }

    /** The port to which clients connect. */
    public int port() {
        return serverSocket.getLocalPort();
    }

    /** The address to which clients connect, as a URI writes it. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /**
     * Breaks all connections and accepts no new one, as when the server's machine has failed. Held requests can still
     * be delivered.
     */
    public void cut() {
        refusing = true;
        breakConnections();
    }

    /**
     * Passes nothing in either direction, while connections stay open and new ones are accepted: a partition that no
     * side notices. Bytes that are sent meanwhile arrive after {@link #mend}.
     */
    public void stall() {
        stallRequests();
        stallAnswers();
    }

    /** Passes nothing from clients to the server, see {@link #stall}. */
    public void stallRequests() {
        requests.stall();
    }

    /** Passes nothing from the server to clients, see {@link #stall}. */
    public void stallAnswers() {
        answers.stall();
    }

    /** Delays each byte by a time, in either direction; zero for no delay. */
    public void delay(Duration time) {
        requests.delay(time);
        answers.delay(time);
    }

    /** Holds back all bytes that clients send from now on, on open and on new connections. */
    public HeldBytes hold() {
        return hold(request -> true);
    }

    /** Holds back each request that contains a text, such as a verb or a key, see {@link #hold(Predicate)}. */
    public HeldBytes hold(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        return hold(request -> contains(request, wanted));
    }

    /**
     * Holds back the requests that a choice selects, each with all that the client sends on its connection afterwards.
     * {@link HeldBytes#deliver} delivers them, {@link #mend} does not; they survive {@link #cut} and {@link #leadTo}.
     *
     * <p>The choice is applied to each block of bytes that one read returns, as a rule one request, and not to bytes
     * that follow a selected one. One thread at a time applies it; it must not block.
     */
    public HeldBytes hold(Predicate<byte[]> choice) {
        HeldBytes held = new HeldBytes(choice);
        holders.removeIf(HeldBytes::hasStopped);
        holders.add(held);
        return held;
    }

    /** Passes everything again, without delay. */
    public void mend() {
        refusing = false;
        delay(Duration.ZERO);
        requests.go();
        answers.go();
    }

    /**
     * Breaks all connections; new ones lead to another server of this machine. Held requests still go to the previous
     * server.
     */
    public void leadTo(int otherTarget) {
        target = loopback(otherTarget);
        breakConnections();
    }

    /** How many connections clients have requested so far, including refused ones. */
    public int attempts() {
        return attempts.get();
    }

    /** How many connections are open through the proxy. */
    public int connections() {
        return (int) relays.stream().filter(ProxiedConnection::hasClient).count();
    }

    /** How many bytes the proxy has forwarded so far, in both directions. */
    public long bytes() {
        return requests.bytes() + answers.bytes();
    }

    private void breakConnections() {
        relays.forEach(ProxiedConnection::breakOff);
        requests.wake();
        answers.wake();
    }

    private void accept() {
        while (!serverSocket.isClosed()) {
            try {
                Socket near = serverSocket.accept();
                attempts.incrementAndGet();
                if (refusing) {
                    ProxiedConnection.close(near);
                } else {
                    daemon("connect", () -> connect(near));
                }
            } catch (IOException closed) {
                // the loop's condition ends it
            }
        }
    }

    private void connect(Socket near) {
        ProxiedConnection relay = new ProxiedConnection(near, host);
        relays.add(relay);
        try {
            requests.awaitOpen(near::isClosed);
            if (refusing || serverSocket.isClosed()) {
                relay.end();
            } else {
                relay.open(target, requests, answers);
            }
        } catch (IOException nobodyThere) {
            relay.end();
        }
    }

    @Override
    public void close() {
        try {
            serverSocket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            relays.forEach(ProxiedConnection::end);
        }
    }

    static void daemon(String what, Runnable task) {
        Thread thread = new Thread(task, "test-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean contains(byte[] request, byte[] wanted) {
        for (int start = 0; start <= request.length - wanted.length; start++) {
            if (Arrays.equals(request, start, start + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
