/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A stretch of network that can be cut, and that can lead to another server. Loopback only. */
final class FaultProxy implements AutoCloseable {
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean refusing;

    FaultProxy(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Breaks all connections and lets no new one through. */
    void cut() {
        refusing = true;
        breakConnections();
    }

    /** Lets connections through again. */
    void mend() {
        refusing = false;
    }

    /** Breaks all connections; new ones lead to another server. */
    void leadTo(int otherTarget) {
        target = otherTarget;
        breakConnections();
    }

    private void breakConnections() {
        sockets.forEach(FaultProxy::closeQuietly);
        sockets.clear();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                if (refusing) {
                    closeQuietly(near);
                } else {
                    connect(near);
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
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 1_000);
            daemon(() -> copy(near, far));
            daemon(() -> copy(far, near));
        } catch (IOException nobodyThere) {
            closeQuietly(near);
            closeQuietly(far);
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException broken) {
            // both ends are closed by now
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        breakConnections();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "test-proxy");
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
