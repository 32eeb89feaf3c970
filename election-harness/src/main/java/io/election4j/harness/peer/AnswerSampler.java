/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.peers.Peer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Samples whether one candidate leads, and reports each stretch of equal answers. A stretch also ends where this
 * process did not run for 200 ms. While the candidate leads, a second thread works for a few ms and then reports a
 * write. It does not ask again before the write, like a packet that is delayed on the network.
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

    /** Creates a sampler that begins at {@link #start}; {@code pauseMicros} is the pause between two samples. */
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

    /** Stops sampling, and returns after the last answers have been reported. */
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
            // Reads the clock first: an answer counts from the moment of the request.
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
