/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Queues messages to connections, in order, and keeps those for connections that are unreachable. Guarded by the
 * service's lock.
 */
final class Mailboxes {

    private static final class Box {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean reachable = true;
        private boolean deaf;
    }

    private final Map<MemoryBackend, Box> boxes = new HashMap<>();
    private List<Runnable> outgoing = new ArrayList<>();

    void open(MemoryBackend connection) {
        boxes.put(connection, new Box());
    }

    void close(MemoryBackend connection) {
        boxes.remove(connection);
    }

    /** Returns the open connections. */
    Set<MemoryBackend> connections() {
        return Set.copyOf(boxes.keySet());
    }

    /** Delivers the kept messages if the connection is reachable now. */
    void reach(MemoryBackend connection, boolean reachable) {
        Box box = boxes.get(connection);
        if (box != null) {
            box.reachable = reachable;
            if (reachable) {
                outgoing.addAll(box.waiting);
                box.waiting.clear();
            }
        }
    }

    /** Starts or stops losing the messages to a connection. */
    void deafen(MemoryBackend connection, boolean deaf) {
        Box box = boxes.get(connection);
        if (box != null) {
            box.deaf = deaf;
        }
    }

    /** Sends a message to a connection; a closed connection receives none. */
    void send(MemoryBackend connection, Runnable news) {
        Box box = boxes.get(connection);
        if (box == null || box.deaf) {
            return;
        }
        if (box.reachable) {
            outgoing.add(news);
        } else {
            box.waiting.add(news);
        }
    }

    /** Sends a message that needs no service, such as that the service is unreachable. */
    void sendAnyway(Runnable news) {
        outgoing.add(news);
    }

    /** Takes out the messages that are to be delivered now. */
    List<Runnable> collect() {
        List<Runnable> collected = outgoing;
        outgoing = new ArrayList<>();
        return collected;
    }
}
