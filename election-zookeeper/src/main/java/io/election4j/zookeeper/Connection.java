/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.ServiceProblems;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what all elections of a backend share: the present session, and a client that is replaced when it gets no
 * answers.
 */
final class Connection implements CuratorConnection.Listener {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** The timeouts without a connection after which a client is replaced: some refusals last for its lifetime. */
    private static final int PATIENCE = 3;

    /** The pause after a client that could not be opened. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration FAREWELL = Duration.ofSeconds(4);

    /** Receives sessions, on the loop. */
    interface Listener {
        /** Calls are possible again, in this session. */
        void onConnected(Session session);

        /** All that belonged to the previous session is gone. */
        void onSessionEnded();
    }

    private final ZooKeeperSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Listener listener;
    private final Diagnosis diagnosis;
    private final SessionNotice notice;
    private @Nullable CuratorConnection client;
    private @Nullable Session session;
    private boolean connected;
    private boolean everConnected;
    private boolean refused;
    private boolean opening;
    private boolean closed;
    private long downSince;
    private long openingSince;
    private long lastHeard;
    private long reachedAgainAt;

    /** Accessed by the worker only, which opens and closes clients one after the other. */
    private @Nullable CuratorConnection live;

    Connection(ZooKeeperSettings settings, BackendThreads threads, LongSupplier clock, Listener listener) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.listener = listener;
        this.downSince = clock.getAsLong();
        this.diagnosis = new Diagnosis(settings, threads, clock);
        this.notice = new SessionNotice(settings);
    }

    /** Opens a client, in place of the present one if there is one. */
    void open() {
        if (closed || opening) {
            return;
        }
        if (client != null) {
            client.retire();
            client = null;
        }
        opening = true;
        openingSince = clock.getAsLong();
        threads.block(() -> {
            try {
                closeLive();
                CuratorConnection fresh = CuratorConnection.open(settings, threads, this);
                live = fresh;
                threads.run(() -> adopt(fresh));
            } catch (RuntimeException | LinkageError | OutOfMemoryError failed) {
                threads.run(() -> onNotOpened(failed));
            }
        });
    }

    private void onNotOpened(Throwable failed) {
        opening = false;
        diagnosis.onNotOpened(failed);
        var unused = threads.after(PAUSE, this::open);
    }

    private void adopt(CuratorConnection fresh) {
        client = fresh;
        opening = false;
        diagnosis.onOpened(fresh);
    }

    private void closeLive() {
        if (live != null) {
            live.close();
            live = null;
        }
    }

    /** The client, if there is a connected session. */
    Optional<CuratorConnection> client() {
        return connected ? Optional.ofNullable(client) : Optional.empty();
    }

    /** The present session, if it is connected. */
    Optional<Session> session() {
        return connected ? Optional.ofNullable(session) : Optional.empty();
    }

    /** Whether this is the present session, connected or not. */
    boolean isPresent(long sessionId) {
        return session != null && session.id() == sessionId;
    }

    /** The id of the present session, connected or not; zero if there is none. */
    long sessionId() {
        return session == null ? 0 : session.id();
    }

    /** The timeout that the service granted, or the one to be requested. */
    Duration timeout() {
        return session == null ? settings.ttl() : session.timeout();
    }

    /** How the granted timeout differs from the requested one. Any thread. */
    Optional<String> notice() {
        return notice.text();
    }

    /**
     * How long a proof is valid, counted from the request: half of the timeout, because a follower reports only now and
     * then to the leading server which sessions are alive.
     */
    Duration span() {
        return timeout().dividedBy(2);
    }

    /**
     * Whether a node that was first seen at the given time may win. While the service was unreachable, it may have been
     * restored to an earlier state, without the nodes of the leader and of all later candidates; that leader may still
     * be disconnected and rely on its last proof. So a node that was not seen before the reconnection waits until such
     * a proof has expired.
     */
    boolean isSettled(long seenAt) {
        return reachedAgainAt == 0
                || seenAt - reachedAgainAt < 0
                || since(reachedAgainAt).compareTo(span()) > 0;
    }

    Duration downtime() {
        return connected ? Duration.ZERO : since(downSince);
    }

    void tick() {
        if (closed) {
            return;
        }
        diagnosis.tick(downtime());
        Duration patience = timeout().multipliedBy(PATIENCE);
        if (opening && since(openingSince).compareTo(patience.plus(FAREWELL)) > 0) {
            opening = false; // the report of its end was lost for lack of memory
        }
        Duration silence = connected ? sinceLastRenewal() : downtime();
        if (!opening && silence.compareTo(patience) > 0) {
            log.info(
                    "{} has been out of reach for {} ms; starting a new client",
                    settings.service(),
                    silence.toMillis());
            abandon();
        }
    }

    /** A client that loses one of its threads for lack of memory stays connected and reports no answers. */
    private Duration sinceLastRenewal() {
        if (session == null || !session.isSilent()) {
            lastHeard = clock.getAsLong();
        }
        return since(lastHeard);
    }

    private Duration since(long then) {
        return Duration.ofNanos(clock.getAsLong() - then);
    }

    /** Ends the session, which removes all its nodes, and starts another. */
    void abandon() {
        connected = false;
        endSession();
        downSince = clock.getAsLong();
        open();
    }

    /** Blocks, for a bounded time. Not on the loop. */
    void close() {
        boolean shut = threads.await(
                done -> {
                    closed = true;
                    connected = false;
                    threads.block(() -> {
                        try {
                            closeLive();
                            settings.tls().ifPresent(ClientTls::close);
                        } finally {
                            done.run();
                        }
                    });
                },
                FAREWELL);
        if (!shut) {
            log.warn("{} did not confirm the end of the session; it ends by its timeout", settings.service());
        }
    }

    @Override
    public void onConnected(CuratorConnection from, Session current) {
        if (isStale(from)) {
            return;
        }
        if (!isPresent(current.id())) {
            endSession();
            log.info(
                    "connected to {} with a session of {} ms",
                    settings.service(),
                    current.timeout().toMillis());
        }
        client = from;
        session = current;
        if (everConnected && !connected) {
            reachedAgainAt = clock.getAsLong();
        }
        everConnected = true;
        connected = true;
        lastHeard = clock.getAsLong();
        refused = false;
        diagnosis.onConnected();
        notice.onGranted(current.timeout());
        listener.onConnected(current);
    }

    @Override
    public void onDisconnected(CuratorConnection from) {
        if (!isStale(from) && connected) {
            connected = false;
            downSince = clock.getAsLong();
        }
    }

    @Override
    public void onSessionEnded(CuratorConnection from) {
        if (!isStale(from)) {
            onDisconnected(from);
            endSession();
        }
    }

    @Override
    public void onRefused(CuratorConnection from) {
        if (!isStale(from)) {
            refused = true;
            onDisconnected(from);
        }
    }

    private boolean isStale(CuratorConnection from) {
        return closed || from.isRetired();
    }

    private void endSession() {
        if (session != null) {
            session = null;
            listener.onSessionEnded();
        }
    }

    ServiceProblems problems() {
        return settings.problems();
    }

    /** Why no call is possible now. */
    ElectionException outOfReach() {
        return refused ? problems().refusesCredentials() : diagnosis.outOfReach();
    }

    /** Describes a failure to create a node below a path. */
    ElectionException problemOfCreation(CallFailure failure) {
        ZooKeeperProblems own = settings.ownProblems();
        return switch (failure.reason()) {
            case FORBIDDEN -> own.mayNotCreate(failure.path());
            case QUOTA -> own.exceedsQuota(failure.path());
            case EPHEMERAL_PARENT -> own.hasEphemeralParent(failure.path());
            default -> problem(failure);
        };
    }

    /** Describes a failed call for a candidate or an observer. */
    ElectionException problem(CallFailure failure) {
        return switch (failure.reason()) {
            case FORBIDDEN -> settings.ownProblems().mayNotRead(failure.path());
            case CREDENTIALS -> problems().refusesCredentials();
            case DISCONNECTED, OVERDUE -> outOfReach();
            default -> problems().answered(failure.text(), failure.path());
        };
    }
}
