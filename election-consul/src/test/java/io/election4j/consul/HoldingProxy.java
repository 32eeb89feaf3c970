/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.server.Wait;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forwards HTTP requests, and holds one back on demand until it is to be delivered, so that it arrives late. */
final class HoldingProxy implements AutoCloseable {
    private static final int ANSWER_LIMIT_MILLIS = 10_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final ServerSocket serverSocket;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Predicate<String>> wanted = new AtomicReference<>(request -> false);
    private final AtomicReference<byte @Nullable []> kept = new AtomicReference<>();

    HoldingProxy(int target) throws IOException {
        this.target = target;
        this.serverSocket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    /** Holds the next matching request back; the connection of its client breaks. */
    void keepNext(Predicate<String> request) {
        kept.set(null);
        wanted.set(request);
    }

    void awaitKept() {
        Wait.until("a request is kept back", () -> kept.get() != null);
    }

    /** Delivers the request; returns the answer, which no client receives. */
    String deliver() throws IOException {
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            far.setSoTimeout(ANSWER_LIMIT_MILLIS);
            far.getOutputStream().write(Objects.requireNonNull(kept.get()));
            byte[] buffer = new byte[65_536];
            int read = far.getInputStream().read(buffer);
            return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        }
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
                daemon(() -> passRequests(near, far));
                daemon(() -> passAnswers(far, near));
            } catch (IOException closed) {
                // the loop's condition ends the loop
            }
        }
    }

    private void passRequests(Socket near, Socket far) {
        try (near;
                far) {
            InputStream in = near.getInputStream();
            OutputStream out = far.getOutputStream();
            for (byte[] request = read(in); request.length > 0; request = read(in)) {
                Predicate<String> which = Objects.requireNonNull(wanted.get());
                if (which.test(new String(request, StandardCharsets.UTF_8))
                        && wanted.compareAndSet(which, none -> false)) {
                    kept.set(request);
                    return;
                }
                out.write(request);
            }
        } catch (IOException broken) {
            // both ends are closed by now
        } finally {
            sockets.remove(near);
            sockets.remove(far);
        }
    }

    /** Reads one request with its body; empty at the end of the stream. */
    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        while (!isComplete(request.toString(StandardCharsets.ISO_8859_1))) {
            int read = in.read(buffer);
            if (read < 0) {
                return new byte[0];
            }
            request.write(buffer, 0, read);
        }
        return request.toByteArray();
    }

    private static boolean isComplete(String request) {
        int head = request.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(request.substring(0, head));
        return !length.find() || request.length() >= head + 4 + Integer.parseInt(length.group(1));
    }

    private static void passAnswers(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // both ends are closed by now
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "test-holding-proxy");
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
