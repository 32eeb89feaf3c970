/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends events from a thread of its own, so that callers do not wait. Thread-safe. */
final class EventWriter {
    private final OutputStream out;
    private final LinkedBlockingQueue<PeerEvent> queue = new LinkedBlockingQueue<>();

    EventWriter(OutputStream out) {
        this.out = out;
        Thread sender = new Thread(this::send, "events");
        sender.setDaemon(true);
        sender.start();
    }

    /** Sends an event that happens now. */
    void say(PeerEvent.Kind kind, String key, Object... details) {
        sayOf(System.nanoTime(), kind, key, details);
    }

    /** Sends an event that happened at a time of the monotonic clock. */
    void sayOf(long nanos, PeerEvent.Kind kind, String key, Object... details) {
        List<String> words = List.of(details).stream().map(Object::toString).toList();
        queue.add(new PeerEvent(kind, key, nanos, words));
    }

    private void send() {
        try {
            while (true) {
                out.write((queue.take().line() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException | InterruptedException nobodyListens) {
            // the process ends soon
        }
    }
}
