/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.ServiceProblems;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all elections of a backend share: the present session, and a client that is made anew when it stays deaf. */
final class Connection implements CuratorConnection.Listener {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** A client without a connection for so many timeouts is given up: some refusals hold for its lifetime. */
    private static final int PATIENCE = 3;

    /** Between two clients that could not begin. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration FAREWELL = Duration.ofSeconds(4);

    /** Hears of sessions, on the loop. */
    interface Listener {
        /** The service can be asked again, by this session. */
        void onConnected(Session session);

        /** Whatever belonged to the session before is gone. */
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

    /** Touched by the worker only, which opens and closes clients one after the other. */
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

    /** Gets a client, in place of the present one if any. */
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

    /** The client, if there is a session to use it with. */
    Optional<CuratorConnection> client() {
        return connected ? Optional.ofNullable(client) : Optional.empty();
    }

    /** The present session, if the service can be asked now. */
    Optional<Session> session() {
        return connected ? Optional.ofNullable(session) : Optional.empty();
    }

    /** Whether this is the present session, connected or not. */
    boolean isPresent(long sessionId) {
        return session != null && session.id() == sessionId;
    }

    /** Of the present session, connected or not; zero if there is none. */
    long sessionId() {
        return session == null ? 0 : session.id();
    }

    /** The timeout that the service granted, or the one we are going to ask for. */
    Duration timeout() {
        return session == null ? settings.ttl() : session.timeout();
    }

    /** In what the granted timeout differs from the one that was asked for. Any thread. */
    Optional<String> notice() {
        return notice.text();
    }

    /**
     * How long a proof is good for, counted from the question: half of the timeout, as a follower tells the leading server
     * only now and then whom it heard of.
     */
    Duration span() {
        return timeout().dividedBy(2);
    }

    /**
     * Whether a node that was first seen then may win. While the service was out of reach it may have been put back to an
     * earlier state, and have forgotten the leader and all who came later; the leader may be out of reach still and rely on
     * its last proof. So a node that is not known to have outlived that waits until such a proof is over.
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
            opening = false; // what should have told its end was lost for want of memory
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

    /** A client that loses a thread of its own, for want of memory, stays connected and answers nothing. */
    private Duration sinceLastRenewal() {
        if (session == null || !session.isSilent()) {
            lastHeard = clock.getAsLong();
        }
        return since(lastHeard);
    }

    private Duration since(long then) {
        return Duration.ofNanos(clock.getAsLong() - then);
    }

    /** Ends the session, which takes all its nodes away, and begins another. */
    void abandon() {
        connected = false;
        endSession();
        downSince = clock.getAsLong();
        open();
    }

    /** Blocks, for a bounded time. Not on the loop. */
    void close() {
        var shut = new CountDownLatch(1);
        threads.run(() -> {
            closed = true;
            connected = false;
            threads.block(() -> {
                try {
                    closeLive();
                    settings.tls().ifPresent(ClientTls::close);
                } finally {
                    shut.countDown();
                }
            });
        });
        try {
            if (!shut.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} did not confirm the end of the session; it ends by its timeout", settings.service());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
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

    /** Why nothing can be asked now. */
    ElectionException outOfReach() {
        return refused ? problems().refusesCredentials() : diagnosis.outOfReach();
    }

    /** What it means that nothing could be created below a path. */
    ElectionException problemOfCreation(CallFailure failure) {
        ZooKeeperProblems own = settings.ownProblems();
        return switch (failure.reason()) {
            case FORBIDDEN -> own.mayNotCreate(failure.path());
            case QUOTA -> own.exceedsQuota(failure.path());
            case EPHEMERAL_PARENT -> own.hasEphemeralParent(failure.path());
            default -> problem(failure);
        };
    }

    /** What it means for a candidate or a follower that something could not be read. */
    ElectionException problem(CallFailure failure) {
        return switch (failure.reason()) {
            case FORBIDDEN -> settings.ownProblems().mayNotRead(failure.path());
            case CREDENTIALS -> problems().refusesCredentials();
            case DISCONNECTED, OVERDUE -> outOfReach();
            default -> problems().answered(failure.text(), failure.path());
        };
    }
}
