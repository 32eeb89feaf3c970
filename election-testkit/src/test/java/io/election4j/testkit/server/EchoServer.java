/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends back the bytes that it receives. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger received = new AtomicInteger();

    EchoServer() throws IOException {
        FaultProxy.daemon("echo", this::accept);
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    int clients() {
        return clients.size();
    }

    /** How many bytes it has received. */
    int received() {
        return received.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = serverSocket.accept();
                clients.add(client);
                FaultProxy.daemon("echo", () -> answer(client));
            }
        } catch (IOException closed) {
            // the server is closed
        }
    }

    private void answer(Socket client) {
        try (client) {
            for (int next = client.getInputStream().read();
                    next >= 0;
                    next = client.getInputStream().read()) {
                received.incrementAndGet();
                client.getOutputStream().write(next);
            }
        } catch (IOException broken) {
            // the client has gone
        }
        clients.remove(client);
    }

    @Override
    public void close() throws IOException {
        serverSocket.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
