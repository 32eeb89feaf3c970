/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Forwards one connection through a proxy: the client's socket, the server's, and a stream for each direction. It ends
 * when either side closes or breaks; while it holds requests back, the client's side alone does not end it.
 * Thread-safe.
 */
final class ProxiedConnection {
    private static final int CONNECT_LIMIT_MILLIS = 2_000;

    private final Socket near;
    private final Socket far = new Socket();
    private final Host host;
    private final AtomicLong heldBytes = new AtomicLong();

    /** The last holder of requests; the thread that reads from the client writes it. */
    private volatile @Nullable HeldBytes holder;

    /** The client's side has ended, or was broken, while requests were held back. */
    private volatile boolean clientless;

    private volatile boolean ended;

    /** Gives a connection what it needs from its proxy. */
    interface Host {
        /** Returns the holder of a request and all that follows it; called for each request in their order. */
        Optional<HeldBytes> holderOf(ProxiedConnection relay, byte[] request);

        /** May be called more than once. */
        void ended(ProxiedConnection relay);
    }

    ProxiedConnection(Socket near, Host host) {
        this.near = near;
        this.host = host;
    }

    /** Connects to the server and forwards from now on. */
    void open(InetSocketAddress target, ProxyDirection requests, ProxyDirection answers) throws IOException {
        far.connect(target, CONNECT_LIMIT_MILLIS);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        if (ended) {
            close(far);
        } else {
            new ProxyStream(near, requests, new Requests()).start();
            new ProxyStream(far, answers, new Answers()).start();
        }
    }

    boolean hasClient() {
        return !near.isClosed();
    }

    long heldBytes() {
        return heldBytes.get();
    }

    /** Breaks the connection; held requests can still be delivered. */
    void breakOff() {
        if (isHolding()) {
            disconnectClient();
        } else {
            end();
        }
    }

    void disconnectClient() {
        clientless = true;
        close(near);
    }

    void end() {
        ended = true;
        close(near);
        close(far);
        HeldBytes last = holder;
        if (last != null) {
            last.ended(this);
        }
        host.ended(this);
    }

    private boolean isHolding() {
        HeldBytes last = holder;
        return last != null && !last.isDelivered();
    }

    private void heldBy(HeldBytes taken) {
        holder = taken;
        if (ended) {
            taken.ended(this);
        }
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // closing it is the purpose
        }
    }

    /** Forwards to the server. */
    private final class Requests implements ProxyStream.Outlet {
        @Override
        public @Nullable HeldBytes came(byte[] bytes) {
            if (bytes.length > 0 && !isHolding()) {
                host.holderOf(ProxiedConnection.this, bytes).ifPresent(ProxiedConnection.this::heldBy);
            }
            if (!isHolding()) {
                return null;
            }
            if (bytes.length == 0) {
                disconnectClient();
            }
            heldBytes.addAndGet(bytes.length);
            return holder;
        }

        @Override
        public void deliver(byte[] bytes, boolean wasHeld) throws IOException {
            far.getOutputStream().write(bytes);
            if (wasHeld) {
                heldBytes.addAndGet(-bytes.length);
            }
        }

        /** A server that sees the end of a late connection might drop the requests that it has just received. */
        @Override
        public void end() {
            if (!clientless) {
                ProxiedConnection.this.end();
            }
        }

        @Override
        public void broken() {
            ProxiedConnection.this.end();
        }

        @Override
        public boolean isClosed() {
            return far.isClosed();
        }
    }

    /** Forwards to the client. */
    private final class Answers implements ProxyStream.Outlet {
        @Override
        public @Nullable HeldBytes came(byte[] bytes) {
            HeldBytes last = holder;
            if (last != null) {
                last.serverSent(bytes.length);
            }
            return null;
        }

        /** Discards answers to a client that had gone before its requests arrived. */
        @Override
        public void deliver(byte[] bytes, boolean wasHeld) throws IOException {
            try {
                near.getOutputStream().write(bytes);
            } catch (IOException gone) {
                if (!clientless && !isHolding()) {
                    throw gone;
                }
            }
        }

        @Override
        public void end() {
            ProxiedConnection.this.end();
        }

        @Override
        public void broken() {
            ProxiedConnection.this.end();
        }

        /** A stalled direction delays only answers to a client that still exists. */
        @Override
        public boolean isClosed() {
            return near.isClosed();
        }
    }
}
