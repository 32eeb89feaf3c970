/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.BackendThreads;
import io.election4j.backend.ExponentialBackoff;
import io.election4j.consul.ConsulApi.Listing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to keys. A few are watched by a waiting request each; many by one request for the whole namespace,
 * because agents limit the connections of one client. What is told is a hint: it may be late, and it is repeated from
 * time to time. Lives on the loop.
 */
final class KeyWatches {
    private static final int MOST_SINGLE = 8;
    private static final int FEW_AGAIN = 4;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(55);
    private static final int WAIT_IN_TTLS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** For each key read, before it is read again: to read many keys costs both sides in proportion. */
    private static final Duration PAUSE_PER_KEY = Duration.ofNanos(50_000);

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    /** The watch of one listener. */
    interface Watch {
        /**
         * The listener knows what became of the key until that write. Of a request under way it hears nothing older, which
         * would look like news.
         */
        void upTo(long index);

        void end();
    }

    private final ConsulApi api;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Runnable onDoubt;
    private final String namespace;
    private final Duration wait;
    private final Map<String, List<Listener>> listeners = new HashMap<>();
    private final Map<String, Poll> singles = new HashMap<>();
    private @Nullable Poll shared;
    private long asked;
    private boolean closed;

    /** The last parameter hears that the service may have lost what it knew, as when a snapshot is restored. */
    KeyWatches(ConsulApi api, BackendThreads threads, ConsulSettings settings, LongSupplier clock, Runnable onDoubt) {
        this.api = api;
        this.threads = threads;
        this.clock = clock;
        this.onDoubt = onDoubt;
        this.namespace = settings.keys().all();
        this.wait = ConsulSettings.shorter(
                ConsulSettings.longer(settings.ttl().multipliedBy(WAIT_IN_TTLS), SHORTEST_WAIT), LONGEST_WAIT);
    }

    /**
     * Tells the present state first, then again after changes, and now and then without.
     *
     * @param known the number of a write up to which the listener knows what became of the key; 0 if it knows nothing
     */
    Watch watch(String key, long known, Consumer<Optional<Entry>> hears) {
        Listener listener = new Listener(key, known, hears);
        listeners.computeIfAbsent(key, none -> new ArrayList<>(1)).add(listener);
        Poll running = shared;
        if (closed) {
            return listener;
        } else if (running != null) {
            running.tell(listener, true);
        } else if (singles.containsKey(key)) {
            singles.get(key).tell(listener, true);
        } else if (listeners.size() > MOST_SINGLE) {
            singles.values().forEach(Poll::end);
            singles.clear();
            shared = new Poll(namespace, true);
        } else {
            singles.put(key, new Poll(key, false));
        }
        return listener;
    }

    /** Whether the watch of all keys shows this one, and it is so. Says no while there is none that is answered. */
    boolean shows(String key, Predicate<Entry> test) {
        Poll running = shared;
        return running != null && running.shows(key, test);
    }

    /** What the watch of all keys shows below a prefix; empty while there is none that is answered. */
    Optional<List<Entry>> shown(String prefix) {
        Poll running = shared;
        return running == null ? Optional.empty() : running.shown(prefix);
    }

    private void unwatch(String key, Listener listener) {
        List<Listener> left = listeners.get(key);
        if (left == null || !left.remove(listener) || !left.isEmpty()) {
            return;
        }
        listeners.remove(key);
        Poll single = singles.remove(key);
        if (single != null) {
            single.end();
        }
        Poll running = shared;
        if (running != null && listeners.size() <= FEW_AGAIN) {
            running.end();
            shared = null;
            listeners.keySet().forEach(each -> singles.put(each, new Poll(each, false)));
        }
    }

    void close() {
        closed = true;
        singles.values().forEach(Poll::end);
        if (shared != null) {
            shared.end();
        }
    }

    /** Who wants to hear of a key, and what would be no news. */
    private final class Listener implements Watch {
        private final String key;
        private final Consumer<Optional<Entry>> hears;
        private Optional<Entry> heard = Optional.empty();
        private boolean hasHeard;
        private boolean ended;
        private long known;
        private long askedBefore = asked;

        Listener(String key, long known, Consumer<Optional<Entry>> hears) {
            this.key = key;
            this.known = known;
            this.hears = hears;
        }

        /** Only requests from before can show what is older; all others are heard, even if the servers count anew. */
        boolean wants(long index, long askNumber) {
            return !ended && (askNumber > askedBefore || index >= known);
        }

        boolean hasHeard(Optional<Entry> entry) {
            return hasHeard && entry.equals(heard);
        }

        void hear(Optional<Entry> entry) {
            hasHeard = true;
            heard = entry;
            hears.accept(entry);
        }

        @Override
        public void upTo(long index) {
            known = index;
            askedBefore = asked;
        }

        @Override
        public void end() {
            ended = true;
            unwatch(key, this);
        }
    }

    /** One waiting request after the other for a key, or for all that begin with a prefix. */
    private final class Poll {
        private final String path;
        private final boolean all;
        private NavigableMap<String, Entry> latest = new TreeMap<>();
        private boolean known;
        private boolean doubtful;
        private long index; // to wait from; 0 asks for the present state
        private long shownBy;
        private long askedAt;
        private long askNumber;
        private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_RETRY, LONGEST_RETRY);
        private boolean failing;
        private boolean ended;
        private Call call;

        Poll(String path, boolean all) {
            this.path = path;
            this.all = all;
            this.call = ask();
        }

        private Call ask() {
            askNumber = ++asked;
            askedAt = clock.getAsLong();
            return api.await(path, all, index, wait, this::onAnswer, this::onFailure);
        }

        private void askAgain(Duration pause) {
            threads.after(pause, () -> {
                if (!ended) {
                    call = ask();
                }
            });
        }

        private static Duration pauseAfter(int keys) {
            return ConsulSettings.shorter(PAUSE_PER_KEY.multipliedBy(Math.max(keys, 1)), LONGEST_PAUSE);
        }

        private void onAnswer(Listing listing) {
            if (ended) {
                return;
            }
            NavigableMap<String, Entry> found = new TreeMap<>();
            listing.entries().forEach(entry -> found.put(entry.key(), entry));
            boolean anew = known && listing.index() <= shownBy;
            latest = found;
            known = true;
            failing = false;
            askAgain(ConsulSettings.longer(pauseAfter(found.size()), turnTo(listing.index())));
            if (all) {
                listeners.values().forEach(each -> each.forEach(listener -> tell(listener, anew)));
            } else {
                listeners.getOrDefault(path, List.of()).forEach(listener -> tell(listener, anew));
            }
        }

        /**
         * Goes on from an answer. One that comes early and shows nothing new is about what the servers knew before, and a
         * smaller number than before means that they have started anew: then the present state is asked for.
         *
         * @return a pause that keeps whoever always answers early from being asked all the time
         */
        private Duration turnTo(long answered) {
            boolean early = index > 0 && answered == index && clock.getAsLong() - askedAt < wait.toNanos();
            boolean back = answered < shownBy;
            boolean told = doubtful && index == 0;
            shownBy = answered;
            if (early || (back && index > 0)) {
                doubtful = true;
                index = 0;
                return backoff.next();
            }
            if (told || back) {
                doubtful = false;
                onDoubt.run();
            } else {
                backoff.reset();
            }
            index = Math.max(answered, 1); // 0 would not wait at all
            return Duration.ZERO;
        }

        /**
         * Tells what is known, in a moment: whoever asks is not ready yet.
         *
         * @param anew even if the listener has heard just that
         */
        void tell(Listener listener, boolean anew) {
            Optional<Entry> entry = Optional.ofNullable(latest.get(listener.key));
            if (!known || (listener.hasHeard(entry) && !anew)) {
                return;
            }
            long upTo = shownBy;
            long shownIn = askNumber;
            threads.run(() -> {
                if (listener.wants(upTo, shownIn)) {
                    listener.hear(entry);
                }
            });
        }

        private void onFailure(CallFailure failure) {
            if (!ended) {
                failing = true;
                askAgain(backoff.next());
            }
        }

        boolean shows(String key, Predicate<Entry> test) {
            Entry entry = latest.get(key);
            return isReliable() && entry != null && test.test(entry);
        }

        Optional<List<Entry>> shown(String prefix) {
            return isReliable()
                    ? Optional.of(latest.tailMap(prefix, true).values().stream()
                            .takeWhile(entry -> entry.key().startsWith(prefix))
                            .toList())
                    : Optional.empty();
        }

        private boolean isReliable() {
            return known && !failing && !doubtful;
        }

        void end() {
            ended = true;
            call.cancel();
        }
    }
}
