/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.PrintWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes lines on a thread of its own, so that a slow reader does not block the callers. Thread-safe. */
public final class LineWriter implements Consumer<String>, AutoCloseable {
    /** The most lines that wait for a slow reader; further ones are dropped. */
    private static final int MOST = 1_000;

    private static final long CLOSE_LIMIT_MILLIS = 1_000;
    private static final String LAST = "";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MOST);
    private final CountDownLatch told = new CountDownLatch(1);
    private final PrintWriter writer;

    private LineWriter(PrintWriter writer) {
        this.writer = writer;
    }

    /** Creates a line writer that writes each line at once. */
    public static LineWriter to(PrintWriter writer) {
        LineWriter teller = new LineWriter(writer);
        Thread thread = new Thread(teller::write, "tell");
        thread.setDaemon(true);
        thread.start();
        return teller;
    }

    @Override
    public void accept(String line) {
        var unused = lines.offer(line); // dropped if the queue is full
    }

    private void write() {
        try {
            for (String line = lines.take(); !line.equals(LAST); line = lines.take()) {
                writer.println("election: " + line);
                writer.flush();
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        } finally {
            told.countDown();
        }
    }

    /** Waits until all lines are written, for a limited time. */
    @Override
    public void close() {
        accept(LAST);
        try {
            var unused = told.await(CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
