/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.peers.Peer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one candidate all the time whether it leads, and tells of each stretch of equal answers; a stretch
 * also ends where this process stood still. A candidate that says yes also begins a piece of work of a few ms now and
 * then, which ends with a write: without asking again, as a slow packet does not ask again.
 */
final class AnswerSampler {
    private static final long STOOD_STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration WORK = Duration.ofMillis(5);

    private final String key;
    private final Peer.Stand stand;
    private final EventWriter events;
    private final long pauseNanos;
    private final Thread asking = daemon(this::sample);
    private final Thread working = daemon(this::work);
    private volatile boolean stopped;

    /** Begins at {@link #start}; pauses so many microseconds between two questions. */
    AnswerSampler(String key, Peer.Stand stand, EventWriter events, long pauseMicros) {
        this.pauseNanos = TimeUnit.MICROSECONDS.toNanos(pauseMicros);
        this.key = key;
        this.stand = stand;
        this.events = events;
    }

    void start() {
        asking.start();
        working.start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "sampler");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns when the last answer has been told. */
    void stop() throws InterruptedException {
        stopped = true;
        asking.join();
        working.join();
    }

    private void sample() {
        long from = System.nanoTime();
        long last = from;
        long count = 0;
        boolean answer = stand.believesToLead();
        while (!stopped) {
            // The clock first: an answer counts from when it was asked for.
            long time = System.nanoTime();
            boolean now = stand.believesToLead();
            if (now != answer || time - last > STOOD_STILL_NANOS) {
                events.sayOf(from, Kind.ANSWERS, key, last, answer, count);
                from = time;
                count = 0;
                answer = now;
            }
            count++;
            last = time;
            LockSupport.parkNanos(pauseNanos);
        }
        events.sayOf(from, Kind.ANSWERS, key, last, answer, count);
    }

    private void work() {
        while (!stopped) {
            if (stand.believesToLead()) {
                long token = stand.fencingToken();
                LockSupport.parkNanos(WORK.toNanos());
                events.say(Kind.WRITE, key, token);
            } else {
                LockSupport.parkNanos(WORK.toNanos());
            }
        }
    }
}
