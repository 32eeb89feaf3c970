/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads the queues that watchdogs ask for, many by one request, since thousands may stand in line for long. At most one
 * request is under way. Lives on the loop.
 */
final class QueueReader {
    /** A client takes an answer of 1 MB; queues may have grown since they were last read. */
    private static final int MOST_BYTES = 200_000;

    /** Who asks is not in a hurry and waits for others, for this part of the session's timeout. */
    private static final int PATIENCE = 10;

    private final LongSupplier clock;
    private final Deque<QueueWatchdog> waiting = new ArrayDeque<>();
    private long since;
    private boolean reading;

    QueueReader(LongSupplier clock) {
        this.clock = clock;
    }

    /** Reads the queue of a watchdog that knows about how large it is. */
    void requestRead(QueueWatchdog watchdog) {
        if (waiting.isEmpty()) {
            since = clock.getAsLong();
        }
        waiting.add(watchdog);
    }

    /** Reads what is wanted if others have been waited for. */
    void tick(Session session) {
        Duration waited = Duration.ofNanos(clock.getAsLong() - since);
        if (!reading && waited.compareTo(session.timeout().dividedBy(PATIENCE)) > 0) {
            readNext(session);
        }
    }

    private void readNext(Session session) {
        List<QueueWatchdog> batch = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty()
                && (batch.isEmpty() || bytes + waiting.getFirst().expectedBytes() < MOST_BYTES)) {
            QueueWatchdog next = waiting.removeFirst();
            bytes += next.expectedBytes();
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        reading = true;
        session.childrenOfEach(
                batch.stream().map(QueueWatchdog::path).distinct().toList(),
                queues -> {
                    reading = false;
                    batch.forEach(each -> hand(session, queues, each));
                    readNext(session);
                },
                failure -> {
                    reading = false;
                    batch.forEach(QueueWatchdog::onNoAnswer);
                });
    }

    private static void hand(Session session, Map<String, List<String>> queues, QueueWatchdog watchdog) {
        List<String> names = queues.get(watchdog.path());
        if (names == null) {
            watchdog.onNoAnswer();
        } else {
            watchdog.onQueue(session, names);
        }
    }
}
