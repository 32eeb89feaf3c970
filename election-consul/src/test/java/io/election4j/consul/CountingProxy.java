/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the HTTP requests that it forwards, and their connections. Loopback only. */
final class CountingProxy implements AutoCloseable {
    private final ServerSocket serverSocket;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger elections = new AtomicInteger();

    CountingProxy(int target) throws IOException {
        this.target = target;
        this.serverSocket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    /** The number of requests about keys, not about sessions and checks. */
    int keyRequests() {
        return elections.get();
    }

    int connections() {
        return sockets.size() / 2;
    }

    private void accept() {
        while (!serverSocket.isClosed()) {
            try {
                Socket near = serverSocket.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                daemon(() -> copy(near, far, true));
                daemon(() -> copy(far, near, false));
            } catch (IOException closed) {
                // the loop's condition ends the loop
            }
        }
    }

    private void copy(Socket from, Socket to, boolean count) {
        byte[] buffer = new byte[65_536];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (count) {
                    count(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException broken) {
            // both ends are closed by now
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    /** A request begins a segment: this client never sends one before the last is answered. */
    private void count(String segment) {
        if (segment.startsWith("GET /v1/") || segment.startsWith("PUT /v1/")) {
            requests.incrementAndGet();
            if (segment.startsWith("GET /v1/kv/") || segment.startsWith("PUT /v1/txn")) {
                elections.incrementAndGet();
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        serverSocket.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
