/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.Leader;
import io.election4j.backend.LeaderTracker;
import io.election4j.backend.LeaderTracker.Reading;
import io.election4j.zookeeper.CallFailure.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * Reads the leader of one election. Watches the first node of the queue, not the whole queue, so that changes of other
 * candidates cost nothing. A server may lag behind: a difference counts only if it is read after a sync with the leading
 * server. Lives on the loop.
 */
final class LeaderSource implements LeaderTracker.Source {
    private static final Set<EventType> CHANGES = EnumSet.of(
            EventType.NodeCreated, EventType.NodeDeleted, EventType.NodeDataChanged, EventType.NodeChildrenChanged);

    private final CampaignContext context;
    private final String path;
    private final LeaderTracker tracker;
    private final Watcher watcher = this::onEvent; // one object, because the client keeps a set of them
    private final Set<String> watched = new HashSet<>();
    private long watchedIn; // the session
    private boolean changed;

    LeaderSource(CampaignContext context, String path, LeaderTracker tracker) {
        this.context = context;
        this.path = path;
        this.tracker = tracker;
    }

    @Override
    public void read(Reading reading) {
        forgetFormerSession();
        boolean synced = changed;
        changed = false;
        context.connection()
                .session()
                .ifPresentOrElse(
                        session -> new Round(session, reading, synced).begin(),
                        () -> reading.failed(context.connection().outOfReach()));
    }

    /** A watch is lost with its session, and its events wait for a server that lags behind: every query is a read. */
    @Override
    public boolean isWatching() {
        return false;
    }

    @Override
    public Optional<Duration> period() {
        return Optional.of(context.connection().timeout());
    }

    /**
     * Ends the watches, as soon as there is a connection. The service can only end all watches of this client on a node; while
     * candidates of this process stand in the election, they may have one on the same.
     */
    @Override
    public boolean close() {
        forgetFormerSession();
        if (watched.isEmpty()) {
            return true;
        }
        Optional<Session> session = context.connection().session();
        if (session.isEmpty() || !context.campaigns().of(path).isEmpty()) {
            return false;
        }
        watched.forEach(session.get()::unwatch);
        watched.clear();
        return true;
    }

    private void onEvent(WatchedEvent event) {
        if (CHANGES.contains(event.getType())) {
            context.threads().run(() -> {
                watched.remove(event.getPath());
                changed = true;
                tracker.requestRead();
            });
        }
    }

    /** The watches of a session end with it. */
    private void forgetFormerSession() {
        long present = context.connection().sessionId();
        if (present != watchedIn) {
            watched.clear();
            watchedIn = present;
        }
    }

    private Watcher watch(String node) {
        watched.add(node);
        return watcher;
    }

    /** Represents one read of the queue: its first child and the candidate of that. */
    private final class Round {
        private final Session session;
        private final Reading reading;
        private final boolean synced;
        private Optional<CallFailure> syncFailure = Optional.empty();

        Round(Session session, Reading reading, boolean synced) {
            this.session = session;
            this.reading = reading;
            this.synced = synced;
        }

        /** The service answers the calls of a session in their order, so a read need not wait for the sync before it. */
        void begin() {
            if (synced) {
                session.sync(path, done -> {}, failure -> syncFailure = Optional.of(failure));
            }
            children();
        }

        private void children() {
            session.children(path, null, this::onChildren, failure -> {
                if (failure.is(Reason.NO_NODE)) {
                    session.exists(path, watch(path), born -> children(), this::onFailure);
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
                                    watch(path),
                                    since -> QueueOrder.first(since)
                                            .ifPresentOrElse(this::read, () -> conclude(Optional.empty())),
                                    this::onFailure));
        }

        private void read(String first) {
            String node = path + "/" + first;
            session.read(node, watch(node), state -> conclude(leader(first, state)), failure -> {
                if (failure.is(Reason.NO_NODE)) {
                    watched.remove(node); // a read leaves no watch on a node that is not there
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
            if (!tracker.isNews(leader)) {
                reading.found(leader);
            } else if (!synced) {
                new Round(session, reading, true).begin();
            } else {
                syncFailure.ifPresentOrElse(this::onFailure, () -> reading.found(leader));
            }
        }

        private void onFailure(CallFailure failure) {
            if (failure.is(Reason.NO_NODE)) {
                conclude(Optional.empty()); // no candidate has ever entered
            } else {
                reading.failed(context.connection().problem(failure));
            }
        }
    }
}
