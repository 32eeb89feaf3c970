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

/** One direction of one connection: carries bytes from a socket to an outlet, along a lane. */
final class ProxyStream {
    private static final int CHUNK_BYTES = 16_384;
    private static final byte[] END = {};

    private final Socket from;
    private final ProxyDirection direction;
    private final Outlet outlet;
    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();

    /** Where the bytes go. One thread calls {@link #came}, another all else. */
    interface Outlet {
        /** Bytes have come, or the end of the stream, which is no bytes; who holds them back, null for nobody. */
        @Nullable
        HeldBytes came(byte[] bytes);

        void deliver(byte[] bytes, boolean wasHeld) throws IOException;

        /** The sender has closed or is broken, and all that it sent has been delivered. */
        void end();

        /** There is nobody left to deliver to. */
        void broken();

        boolean isClosed();
    }

    /** Bytes, when they came, and who holds them back. */
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
            // told in the same way as the orderly end
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

    /** The end of the stream takes the same way as all before it; false for it. */
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
