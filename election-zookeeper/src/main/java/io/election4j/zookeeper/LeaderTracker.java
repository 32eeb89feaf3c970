/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.Leader;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.PendingQueries;
import io.election4j.zookeeper.CallFailure.Reason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * Tracks the leader of one election and answers queries that wait for a change. Watches the first node of the queue,
 * not the whole queue, so that changes of other candidates cost nothing. A server may lag behind: before a difference
 * is reported, it is read again after a sync with the leading server. Lives on the loop.
 */
final class LeaderTracker {

    private final Connection connection;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final String path;
    private final PendingQueries queries;
    private final Watcher watcher = this::onEvent; // one object, because the client keeps a set of them

    private long lastReadAt;
    private boolean reading;
    private boolean readAgain;
    private boolean closed;

    LeaderTracker(Connection connection, BackendThreads threads, LongSupplier clock, String path) {
        this.connection = connection;
        this.threads = threads;
        this.clock = clock;
        this.path = path;
        this.queries = new PendingQueries(threads);
        this.lastReadAt = clock.getAsLong();
    }

    void ask(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        if (closed) {
            threads.fail(answer, connection.problems().closed());
            return;
        }
        queries.add(known, answer);
        read();
    }

    /** Reads again once per timeout, independently of the watches, and fails queries that cannot be answered. */
    void tick() {
        queries.forgetDone();
        if (connection.downtime().compareTo(connection.timeout()) > 0) {
            fail(connection.outOfReach());
        } else if (clock.getAsLong() - lastReadAt > connection.timeout().toNanos()) {
            read();
        }
    }

    void close(ElectionException reason) {
        closed = true;
        fail(reason);
    }

    void read() {
        if (reading) {
            readAgain = true;
        } else if (!queries.isEmpty()) {
            connection.session().ifPresent(session -> {
                reading = true;
                lastReadAt = clock.getAsLong();
                new Reading(session, false).children();
            });
        }
    }

    private void onEvent(WatchedEvent event) {
        if (event.getType() != EventType.None) {
            threads.run(this::read);
        }
    }

    private void onRead() {
        reading = false;
        if (readAgain) {
            readAgain = false;
            read();
        }
    }

    private void fail(ElectionException reason) {
        queries.fail(reason);
    }

    /** Represents one read of the queue: its first child and the candidate of that. */
    private final class Reading {
        private final Session session;
        private final boolean synced;

        Reading(Session session, boolean synced) {
            this.session = session;
            this.synced = synced;
        }

        void children() {
            session.children(path, null, this::onChildren, failure -> {
                if (failure.is(Reason.NO_NODE)) {
                    session.exists(path, watcher, born -> children(), this::onFailure);
                } else {
                    onFailure(failure);
                }
            });
        }

        private void onChildren(List<String> names) {
            QueueOrder.first(names)
                    .ifPresentOrElse(
                            this::read,
                            () -> session.children(
                                    path,
                                    watcher,
                                    since -> QueueOrder.first(since)
                                            .ifPresentOrElse(this::read, () -> conclude(Optional.empty())),
                                    this::onFailure));
        }

        private void read(String first) {
            session.read(path + "/" + first, watcher, state -> conclude(leader(first, state)), failure -> {
                if (failure.is(Reason.NO_NODE)) {
                    children();
                } else {
                    onFailure(failure);
                }
            });
        }

        /** A node that outlives every session belongs to no candidate, and blocks the election. */
        private Optional<Leader> leader(String first, NodeState state) {
            return state.isOfSession()
                    ? Optional.of(new Leader(state.candidateId(first), state.createdBy()))
                    : Optional.empty();
        }

        private void conclude(Optional<Leader> leader) {
            boolean news = queries.anyKnows(known -> !known.equals(leader));
            if (news && !synced) {
                session.sync(path, done -> new Reading(session, true).children(), this::onFailure);
                return;
            }
            queries.tell(leader);
            onRead();
        }

        private void onFailure(CallFailure failure) {
            if (failure.is(Reason.NO_NODE)) {
                conclude(Optional.empty());
            } else {
                if (failure.is(Reason.FORBIDDEN) || failure.is(Reason.CREDENTIALS)) {
                    fail(connection.problem(failure));
                }
                onRead();
            }
        }
    }
}
