/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be told to connections, in order; it waits for those that are out of reach. Guarded by the service's lock. */
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

    /** The connections that are open. */
    Set<MemoryBackend> connections() {
        return Set.copyOf(boxes.keySet());
    }

    /** Delivers what waits, if the connection can be reached now. */
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

    /** Loses what a connection is told, or no longer. */
    void deafen(MemoryBackend connection, boolean deaf) {
        Box box = boxes.get(connection);
        if (box != null) {
            box.deaf = deaf;
        }
    }

    /** Tells a connection, which hears nothing once it is closed. */
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

    /** Tells what needs no service, such as that there is none. */
    void sendAnyway(Runnable news) {
        outgoing.add(news);
    }

    /** What is to be told now, once. */
    List<Runnable> collect() {
        List<Runnable> collected = outgoing;
        outgoing = new ArrayList<>();
        return collected;
    }
}
