/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.peers.Library;
import io.election4j.peers.Peer;
import io.election4j.testkit.history.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Executes the orders of a candidate process, one per line. One thread at a time. */
final class CandidateCommands {
    /** Short, because {@link Footprint} counts threads. */
    private static final long IDLE_SECONDS = 1;

    private final Library library;
    private final List<String> hosts;
    private final Duration ttl;
    private final EventWriter events;
    private final List<Peer> peers = new ArrayList<>();
    private final Map<String, Peer.Stand> stands = new ConcurrentHashMap<>();
    private final Map<String, AnswerSampler> samplers = new ConcurrentHashMap<>();

    /** Runs library calls that wait for the service, so that they do not delay orders for other candidates. */
    private final ExecutorService callers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "orders");
                thread.setDaemon(true);
                return thread;
            });

    CandidateCommands(Library library, List<String> hosts, Duration ttl, EventWriter events) {
        this.library = library;
        this.hosts = hosts;
        this.ttl = ttl;
        this.events = events;
    }

    /** Executes one order. Its first word is the action, its second word the key of the answer. */
    void execute(String order) {
        List<String> words = List.of(order.split(" "));
        String key = words.get(1);
        try {
            switch (words.get(0)) {
                case "open" -> open(key, Integer.parseInt(words.get(2)));
                case "enter" -> enter(key, peers.get(Integer.parseInt(words.get(2))), words.get(3), words.get(4));
                case "leave" -> callers.execute(() -> leave(key));
                case "follow" -> follow(key, peers.get(Integer.parseInt(words.get(2))), words.get(3));
                case "sample" -> sample(key, Long.parseLong(words.get(2)));
                case "stop-sampling" -> stopSampling(key);
                case "roam" -> standRepeatedly(key, words);
                case "footprint" -> events.say(Kind.DONE, key, Footprint.take().words());
                case "time-answers" -> timeAnswers(key, words.get(2));
                default -> throw new IllegalArgumentException("an unknown order: " + order);
            }
        } catch (Exception failure) { // a library may throw any exception
            fail(key, failure);
        }
    }

    private void fail(String key, Exception failure) {
        events.say(Kind.FAILED, key, failure.toString().replace('\n', ' '));
    }

    private void open(String key, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            peers.add(library.connect(hosts, ttl));
        }
        events.say(Kind.DONE, key);
    }

    private void enter(String key, Peer peer, String election, String candidateId) {
        callers.execute(() -> {
            long asked = System.nanoTime();
            try {
                stands.put(key, peer.enter(election, candidateId, new StandEvents(key)));
                events.say(Kind.DONE, key, asked);
            } catch (Exception failure) { // a library may throw any exception
                fail(key, failure);
            }
        });
    }

    private void leave(String key) {
        long asked = System.nanoTime();
        try {
            Objects.requireNonNull(stands.remove(key), key).leave();
            events.say(Kind.DONE, key, asked);
        } catch (Exception failure) { // a library may throw any exception
            fail(key, failure);
        }
    }

    private void follow(String key, Peer peer, String election) throws Exception {
        Peer.Following unused =
                peer.follow(election, leader -> events.say(Kind.LEADER, key, leader.isEmpty() ? "nobody" : leader));
        events.say(Kind.DONE, key);
    }

    private void sample(String key, long pauseMicros) {
        AnswerSampler sampler = new AnswerSampler(key, stand(key), events, pauseMicros);
        samplers.put(key, sampler);
        sampler.start();
        events.say(Kind.DONE, key);
    }

    private void stopSampling(String key) throws InterruptedException {
        Objects.requireNonNull(samplers.remove(key), key).stop();
        events.say(Kind.DONE, key);
    }

    private void timeAnswers(String key, String stand) {
        callers.execute(() -> {
            Object[] nanos = AnswerCost.measure(stand(stand)).toArray();
            events.say(Kind.DONE, key, nanos);
        });
    }

    /** Words: roam, key, seed, process name, {@link InjectedDefect}, comma-separated elections. */
    private void standRepeatedly(String key, List<String> words) throws Exception {
        if (!(library.connect(hosts, ttl) instanceof OurPeer peer)) {
            throw new IllegalStateException("plain libraries do not record their terms");
        }
        History history = History.appendingTo(Path.of(CandidateProcess.HISTORY));
        long seed = Long.parseLong(words.get(2));
        InjectedDefect defect = InjectedDefect.valueOf(words.get(4));
        for (String election : words.get(5).split(",", -1)) {
            new RepeatedCandidacy(
                            peer.elections(),
                            history,
                            events,
                            election,
                            words.get(3),
                            defect,
                            seed + election.hashCode())
                    .start();
        }
        events.say(Kind.DONE, key);
    }

    private Peer.Stand stand(String key) {
        return Objects.requireNonNull(stands.get(key), () -> "no candidate " + key);
    }

    /** Reports wins and losses of one candidate. */
    private final class StandEvents implements Peer.Events {
        private final String key;

        StandEvents(String key) {
            this.key = key;
        }

        @Override
        public void won() {
            events.say(Kind.WON, key);
        }

        @Override
        public void lost() {
            events.say(Kind.LOST, key);
        }
    }
}
