/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the leader of one election, and answers the queries that wait for another leader than the known one. A source reads
 * the leader, and follows it by a watch of the service. A read that fails is repeated; queries fail at a refusal, or if no read
 * has succeeded for the time to live. Lives on the loop.
 */
public final class LeaderTracker {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** A reading takes a few requests, each with a time limit of its own that is shorter than the time to live. */
    private static final int READING_TTLS = 5;

    private static final Duration SHORTEST_READING = Duration.ofSeconds(10);

    /** How long a source goes on without queries: a follower asks again as soon as it has an answer. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Reads one election of a service. Called on the loop. */
    public interface Source {
        /** Reads the leader, and ends the reading once, by any of its methods. */
        void read(Reading reading);

        /** Whether a watch will show what changes after the latest read. */
        boolean isWatching();

        /**
         * The time after which the leader is read again although no watch shows a change, because watches may miss something;
         * empty if the watch itself does so.
         */
        Optional<Duration> period();

        /** Ends the watches, because nobody asks any more. False if they cannot end yet. */
        boolean close();
    }

    /** Creates the sources of a service. */
    @FunctionalInterface
    public interface Sources<S extends Source> {
        /**
         * Creates the source of one election.
         *
         * @param tracker hears what a watch shows
         */
        S create(String election, LeaderTracker tracker);
    }

    /** One read of the leader. */
    public final class Reading {
        private final RequestSlot.Ticket ticket;

        private Reading(RequestSlot.Ticket ticket) {
            this.ticket = ticket;
        }

        /** The service shows this leader. */
        public void found(Optional<Leader> present) {
            if (ticket.end()) {
                failingSince = Optional.empty();
                backoff.reset();
                tell(present);
                readIfRequested();
            }
        }

        /** The service has changed during the read: it is repeated. */
        public void repeat() {
            if (ticket.end()) {
                requestRead();
            }
        }

        /** The service has not answered, or refuses. */
        public void failed(ElectionException reason) {
            if (ticket.end()) {
                onFailure(reason);
            }
        }
    }

    private final LongSupplier clock;
    private final Duration patience;
    private final PendingQueries queries;
    private final RequestSlot slot;
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_PAUSE, LONGEST_PAUSE);

    private @Nullable Source source;
    private Optional<Leader> leader = Optional.empty();
    private Optional<Long> failingSince = Optional.empty();
    private Duration pause = Duration.ZERO;
    private boolean requested;
    private long readAt;
    private long askedAt;

    LeaderTracker(BackendThreads threads, LongSupplier clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
        this.queries = new PendingQueries(threads);
        Duration longest = patience.multipliedBy(READING_TTLS);
        this.slot = new RequestSlot(clock, longest.compareTo(SHORTEST_READING) > 0 ? longest : SHORTEST_READING);
        this.readAt = clock.getAsLong();
        this.askedAt = readAt;
    }

    /** Reads from this source from now on. */
    void follow(Source followed) {
        source = followed;
    }

    /** Completes the future with the leader as soon as it is not the known one. */
    void ask(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        queries.add(known, answer);
        askedAt = clock.getAsLong();
        boolean watching = source != null && source.isWatching();
        if (!watching || requested || failingSince.isPresent() || !leader.equals(known)) {
            requestRead();
        }
    }

    /** Whether a query waits for another leader than this one. */
    public boolean isNews(Optional<Leader> present) {
        return queries.anyKnows(known -> !known.equals(present));
    }

    /** Whether any query waits. */
    public boolean isAsked() {
        return !queries.isEmpty();
    }

    /** A watch shows this leader, as surely as a read would. */
    public void tell(Optional<Leader> present) {
        leader = present;
        queries.tell(present);
    }

    /** The leader may have changed: reads it as soon as no read is under way and somebody asks. */
    public void requestRead() {
        if (source == null || queries.isEmpty() || slot.isTaken()) {
            requested = true;
            return;
        }
        requested = false;
        readAt = clock.getAsLong();
        Source present = source;
        try {
            slot.send(ticket -> present.read(new Reading(ticket)));
        } catch (RuntimeException | Error thrown) {
            requested = true; // the next tick repeats it
            throw thrown;
        }
    }

    private void readIfRequested() {
        if (requested) {
            requestRead();
        }
    }

    private void onFailure(ElectionException reason) {
        long now = clock.getAsLong();
        long since = failingSince.orElse(now);
        failingSince = Optional.of(since);
        pause = backoff.next();
        if (reason.kind() != Kind.UNREACHABLE || now - since > patience.toNanos()) {
            queries.fail(reason);
        }
    }

    /** Reads what is due. False if nobody has asked for a while, and the source has ended its watches. */
    boolean tick() {
        queries.forgetDone();
        long now = clock.getAsLong();
        if (queries.isEmpty()) {
            boolean idle = now - askedAt > IDLE.toNanos() && !slot.isTaken();
            return !idle || (source != null && !source.close());
        }
        askedAt = now;
        requested = requested || slot.isLost();
        if (isDue(now) && !slot.isTaken()) {
            requestRead();
        }
        return true;
    }

    private boolean isDue(long now) {
        Optional<Duration> due = failingSince.isPresent()
                ? Optional.of(pause)
                : requested
                        ? Optional.of(Duration.ZERO)
                        : Optional.ofNullable(source).flatMap(Source::period);
        return due.filter(after -> now - readAt >= after.toNanos()).isPresent();
    }

    /** Fails all queries. */
    void fail(ElectionException reason) {
        queries.fail(reason);
    }
}
