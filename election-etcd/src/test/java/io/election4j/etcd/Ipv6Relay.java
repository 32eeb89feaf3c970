/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of this machine's IPv6 address that leads to a server at its IPv4 address. Thread-safe. */
final class Ipv6Relay implements AutoCloseable {
    private final ServerSocket entrance;

    Ipv6Relay(int target) {
        try {
            entrance = open();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        start(() -> {
            while (true) {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> carry(client, server));
                start(() -> carry(server, client));
            }
        });
    }

    static boolean isPossible() {
        try (ServerSocket trial = open()) {
            return trial.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 50, InetAddresses.forString("::1"));
    }

    private static void carry(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    /** Something that goes on until a socket is closed. */
    private interface Carrier {
        void run() throws IOException;
    }

    private static void start(Carrier carrier) {
        Thread thread = new Thread(
                () -> {
                    try {
                        carrier.run();
                    } catch (IOException closed) {
                        // there is nobody left to carry anything to
                    }
                },
                "test-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException closed) {
            // it is closed
        }
    }
}
