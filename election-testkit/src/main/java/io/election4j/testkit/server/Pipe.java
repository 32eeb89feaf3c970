/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One direction of one connection: carries bytes from a socket to another, along a lane. */
final class Pipe {
    private static final int CHUNK_BYTES = 16_384;

    private final Socket from;
    private final Socket to;
    private final Lane lane;
    private final Runnable end;
    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();

    /** Bytes and when they came; no bytes stand for the end of the stream. */
    private record Chunk(ByteBuffer bytes, long cameAtNanos) {}

    /** The task runs when the sender has closed and all has arrived, or when the connection is broken. */
    Pipe(Socket from, Socket to, Lane lane, Runnable end) {
        this.from = from;
        this.to = to;
        this.lane = lane;
        this.end = end;
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
                underWay.add(new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, read)), System.nanoTime()));
            }
        } catch (IOException broken) {
            // told in the same way as the orderly end
        }
        underWay.add(new Chunk(ByteBuffer.allocate(0), System.nanoTime()));
    }

    private void write() {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk next = underWay.take(); next.bytes().hasRemaining(); next = underWay.take()) {
                lane.awaitPassage(next.cameAtNanos(), to::isClosed);
                out.write(next.bytes().array());
                lane.carried(next.bytes().remaining());
            }
            // The end of the stream takes the same way as all before it.
            lane.awaitPassage(System.nanoTime(), to::isClosed);
        } catch (IOException | InterruptedException broken) {
            // there is nobody left to carry anything to
        }
        end.run();
    }
}
