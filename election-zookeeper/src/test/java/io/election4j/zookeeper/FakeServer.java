/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Implements a server that is not ZooKeeper: it accepts connections, sends one answer and closes them. */
final class FakeServer implements AutoCloseable {
    private final ServerSocket serverSocket;
    private final String answer;

    /** @param answer empty to close each connection without an answer */
    FakeServer(String answer) {
        this.answer = answer;
        try {
            serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        Thread thread = new Thread(this::serve, "test-fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    private void serve() {
        while (!serverSocket.isClosed()) {
            try (Socket socket = serverSocket.accept()) {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
            } catch (IOException gone) {
                // accepts the next one
            }
        }
    }

    @Override
    public void close() throws IOException {
        serverSocket.close();
    }
}
