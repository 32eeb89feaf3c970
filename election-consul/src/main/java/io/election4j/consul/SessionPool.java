/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.ExponentialBackoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Holds the sessions of a connection. One serves all elections; more are created only if several campaigns of this
 * connection stand in the same election, because a session that has the seat can lock it again at any time. Lives on
 * the loop.
 */
final class SessionPool {
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final int LINGERING_TTLS = 2;
    private static final int RENEWALS = 3;

    private final ConsulApi api;
    private final ConsulSettings settings;
    private final KeepAlive keepAlive;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Consumer<Session> onEnd;
    private final SessionRemoval removal;
    private final List<Session> sessions = new ArrayList<>();

    /** The callbacks that wait for a session, with their elections; thousands after the service was unreachable. */
    private final Map<Consumer<Session>, String> waiters = new LinkedHashMap<>();

    private Optional<CallFailure> failure = Optional.empty();
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_RETRY, LONGEST_RETRY);
    private boolean creating;
    private boolean closed;
    private long standingAt;
    private long renewedAt;

    /** Creates an empty pool; the last parameter receives sessions that have ended. */
    SessionPool(
            ConsulApi api,
            ConsulSettings settings,
            KeepAlive keepAlive,
            BackendThreads threads,
            LongSupplier clock,
            Consumer<Session> onEnd) {
        this.api = api;
        this.settings = settings;
        this.keepAlive = keepAlive;
        this.threads = threads;
        this.clock = clock;
        this.onEnd = onEnd;
        this.removal = new SessionRemoval(api, threads, settings.patience());
        this.standingAt = clock.getAsLong();
    }

    /** Gives a session on which no other campaign of this election stands, as soon as there is one. */
    void take(String election, Consumer<Session> ready) {
        if (!give(election, ready)) {
            waiters.put(ready, election);
            createIfMissing();
        }
    }

    void forget(Consumer<Session> ready) {
        waiters.remove(ready);
    }

    /** Why there is no session, if there should be one. */
    Optional<CallFailure> failure() {
        return failure;
    }

    private void serve() {
        waiters.entrySet().removeIf(waiter -> give(waiter.getValue(), waiter.getKey()));
        createIfMissing();
    }

    private boolean give(String election, Consumer<Session> ready) {
        for (Session session : sessions) {
            if (session.take(election)) {
                threads.run(() -> ready.accept(session)); // it may take another
                return true;
            }
        }
        return false;
    }

    private void createIfMissing() {
        if (!waiters.isEmpty() && !creating && !closed) {
            create();
        }
    }

    private void create() {
        keepAlive.prepare(api.agent(), this::createOn, this::onFailed);
        creating = true;
    }

    private void createOn(String agent) {
        try {
            api.createSession(agent, definition(), this::onCreated, this::onFailed);
        } catch (RuntimeException | Error thrown) {
            creating = false; // the next beat tries again
            throw thrown;
        }
    }

    private String definition() {
        ObjectNode session = JsonNodeFactory.instance
                .objectNode()
                .put("Name", "election4j in " + settings.keys().all())
                .put("TTL", keepAlive.sessionTtl().toMillis() + "ms")
                .put("LockDelay", lockDelay().toMillis() + "ms")
                .put("Behavior", "delete"); // entries in queues must not outlive their candidates
        keepAlive.define(session);
        return session.toString();
    }

    private Duration lockDelay() {
        return settings.lockDelayFor(keepAlive.detectionTime());
    }

    private void onCreated(String id) {
        creating = false;
        failure = Optional.empty();
        backoff.reset();
        keepAlive.onSession();
        Session session = new Session(id, lockDelay());
        if (closed) {
            removal.end(session, () -> {});
            return;
        }
        renewedAt = sessions.isEmpty() ? clock.getAsLong() : renewedAt;
        sessions.add(session);
        serve();
    }

    private void onFailed(CallFailure reason) {
        creating = false;
        failure = Optional.of(reason);
        if (keepAlive.adaptTo(reason)) {
            create();
            return;
        }
        threads.after(backoff.next(), () -> {
            creating = false;
            serve();
        });
        creating = true; // no other attempt begins during the pause
    }

    /**
     * Called regularly; the parameter says whether any candidate stands. Renewing a session that no candidate uses
     * would hide that the process stopped standing.
     */
    void beat(boolean standing) {
        long now = clock.getAsLong();
        if (standing) {
            standingAt = now;
        }
        createIfMissing();
        if (closed || sessions.isEmpty()) {
            return;
        }
        Duration lingering = settings.ttl().multipliedBy(LINGERING_TTLS);
        Duration idle = Duration.ofNanos(now - standingAt);
        boolean leaving = sessions.stream().anyMatch(Session::isUsed);
        if (idle.compareTo(lingering) <= 0) {
            keepAlive.beat();
            renewIfDue(now);
        } else if (!leaving
                || idle.compareTo(lingering.plus(settings.patience()).multipliedBy(2)) > 0) {
            end(() -> {}); // campaigns that could not leave by then end with their session
        }
    }

    private void renewIfDue(long now) {
        Duration period = keepAlive.sessionTtl().dividedBy(RENEWALS);
        if (now - renewedAt < period.toNanos()) {
            return;
        }
        renewedAt = now;
        for (Session session : sessions) {
            api.renewSession(
                    session.id(),
                    ConsulSettings.shorter(period, settings.patience()),
                    lives -> {
                        if (!lives) {
                            onGone(session);
                        }
                    },
                    unknown -> renewedAt -= period.dividedBy(2).toNanos());
        }
    }

    /** How the service differs from what was requested. Any thread. */
    Optional<String> notice() {
        return keepAlive.notice();
    }

    Duration beatInterval() {
        return keepAlive.interval();
    }

    /** The service has ended a session, and released what it held. */
    void onGone(Session session) {
        if (!session.isOver()) {
            session.end();
            remove(session);
        }
    }

    private void remove(Session session) {
        sessions.remove(session);
        onEnd.accept(session);
        serve();
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    Optional<Session> find(String sessionId) {
        return sessions.stream()
                .filter(session -> session.id().equals(sessionId))
                .findFirst();
    }

    /** Ends a session whose keys cannot be released otherwise. */
    void discard(Session session) {
        if (!session.isOver()) {
            removal.end(session, () -> {});
            session.discard();
            remove(session);
        }
    }

    /**
     * Ends all sessions. Seats that they still hold stay empty for the lock-delay, because a leader may still rely on
     * its proof.
     */
    void close(Runnable then) {
        closed = true;
        removal.close();
        waiters.clear();
        end(then);
    }

    private void end(Runnable then) {
        List<Session> all = List.copyOf(sessions);
        sessions.clear();
        endNext(all, 0, () -> {
            if (closed || (sessions.isEmpty() && !creating)) {
                keepAlive.end(then);
            }
        });
    }

    private void endNext(List<Session> all, int next, Runnable then) {
        if (next == all.size()) {
            then.run();
        } else {
            all.get(next).end();
            removal.end(all.get(next), () -> endNext(all, next + 1, then));
        }
    }
}
