/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of one direction of one connection from a socket to an outlet, as its {@link ProxyDirection}
 * allows.
 */
final class ProxyStream {
    private static final int CHUNK_BYTES = 16_384;
    private static final byte[] END = {};

    private final Socket from;
    private final ProxyDirection direction;
    private final Outlet outlet;
    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();

    /** Receives the bytes. One thread calls {@link #came}, another one all other methods. */
    interface Outlet {
        /** Accepts bytes, or the end of the stream as an empty array; returns the holder of these bytes, or null. */
        @Nullable
        HeldBytes came(byte[] bytes);

        void deliver(byte[] bytes, boolean wasHeld) throws IOException;

        /** The sender has closed or is broken, and all that it sent has been delivered. */
        void end();

        /** There is no receiver left. */
        void broken();

        boolean isClosed();
    }

    /** Holds bytes, the time when they came, and their holder. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Chunk(byte[] bytes, long cameAtNanos, @Nullable HeldBytes holder) {}

    ProxyStream(Socket from, ProxyDirection direction, Outlet outlet) {
        this.from = from;
        this.direction = direction;
        this.outlet = outlet;
    }

    void start() {
        FaultProxy.daemon("read", this::read);
        FaultProxy.daemon("write", this::write);
    }

    private void read() {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                add(Arrays.copyOf(buffer, read));
            }
        } catch (IOException broken) {
            // reported in the same way as a normal end
        }
        add(END);
    }

    private void add(byte[] bytes) {
        underWay.add(new Chunk(bytes, System.nanoTime(), outlet.came(bytes)));
    }

    private void write() {
        try {
            boolean more;
            do {
                more = pass(underWay.take());
            } while (more);
            outlet.end();
        } catch (IOException | InterruptedException broken) {
            outlet.broken();
        }
    }

    /** Delivers a chunk in its order; false for the end of the stream. */
    private boolean pass(Chunk next) throws IOException, InterruptedException {
        direction.awaitPassage(next.cameAtNanos(), outlet::isClosed);
        if (next.holder() != null) {
            next.holder().awaitDelivery(outlet::isClosed);
        }
        if (next.bytes().length == 0) {
            return false;
        }
        outlet.deliver(next.bytes(), next.holder() != null);
        direction.carried(next.bytes().length);
        return true;
    }
}
