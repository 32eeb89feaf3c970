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
 * Reads the queues that watchdogs request, many by one request, because thousands of campaigns may wait for long. At
 * most one request is under way. Lives on the loop.
 */
final class QueueReader {
    /**
     * The longest expected answer, far below what a client accepts: queues may have grown since they were last read.
     */
    private static final int MOST_BYTES = 200_000;

    /** The part of the session's timeout for which a request waits for others, because it is not urgent. */
    private static final int PATIENCE = 10;

    private final LongSupplier clock;
    private final Deque<QueueWatchdog> waiting = new ArrayDeque<>();
    private long since;
    private boolean reading;

    QueueReader(LongSupplier clock) {
        this.clock = clock;
    }

    /** Requests a read of the queue of a watchdog, which knows its approximate size. */
    void requestRead(QueueWatchdog watchdog) {
        if (waiting.isEmpty()) {
            since = clock.getAsLong();
        }
        waiting.add(watchdog);
    }

    /** Sends the waiting requests if they have waited for others long enough. */
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
        try {
            send(session, batch);
        } catch (RuntimeException | Error thrown) {
            batch.forEach(QueueWatchdog::onNoAnswer);
            throw thrown;
        }
    }

    private void send(Session session, List<QueueWatchdog> batch) {
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
        reading = true;
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
