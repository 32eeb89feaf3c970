/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.math.BigInteger;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kiwiproject.consul.ConsulException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate: acquires the lock or waits until it is free, on a thread of its own, until it leaves. Thread-safe.
 */
final class ConsulLockStand implements Peer.Stand, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsulLockStand.class);
    private static final long PAUSE_MILLIS = 1_000;
    /** The same as in the leader's monitor of Consul's own command {@code lock}. */
    private static final int FORGIVEN_FAILURES = 3;

    private final ConsulConnection consul;
    private final ConsulSession session;
    private final String key;
    private final String candidateId;
    private final Peer.Events events;
    private final Consumer<ConsulLockStand> onLeft;
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile @Nullable String heldBy;

    ConsulLockStand(
            ConsulConnection consul,
            ConsulSession session,
            String key,
            String candidateId,
            Peer.Events events,
            Consumer<ConsulLockStand> onLeft) {
        this.consul = consul;
        this.session = session;
        this.key = key;
        this.candidateId = candidateId;
        this.events = events;
        this.onLeft = onLeft;
    }

    @Override
    public void run() {
        while (!hasLeft()) {
            try {
                standOnce(session.id());
            } catch (ConsulException failed) {
                LOG.debug("tried again", failed);
                session.renew();
                pause();
            }
        }
    }

    private void standOnce(String id) {
        if (!consul.keys().acquireLock(key, candidateId, id)) {
            awaitFreeLock();
        } else if (win(id)) {
            awaitLoss(id);
        } else {
            consul.keys().releaseLock(key, id);
        }
    }

    /**
     * Waits until no session holds the lock. Pauses first if none holds it: it may be in its lock-delay, whose end
     * Consul does not report.
     */
    private void awaitFreeLock() {
        ConsulConnection.Sight sight = consul.read(key, BigInteger.ZERO);
        if (sight.session().isEmpty()) {
            pause();
        }
        while (sight.session().isPresent() && !hasLeft()) {
            sight = consul.read(key, sight.index());
        }
    }

    private void awaitLoss(String id) {
        BigInteger index = BigInteger.ZERO;
        int failures = 0;
        while (id.equals(heldBy)) {
            try {
                ConsulConnection.Sight sight = consul.read(key, index);
                index = sight.index();
                failures = 0;
                if (!sight.session().filter(id::equals).isPresent()) {
                    lose(id);
                }
            } catch (ConsulException failed) {
                LOG.debug("the lock could not be watched", failed);
                if (++failures > FORGIVEN_FAILURES) {
                    lose(id);
                }
                pause();
            }
        }
    }

    private synchronized boolean win(String id) {
        if (hasLeft()) {
            return false;
        }
        heldBy = id;
        events.won();
        return true;
    }

    /** The lock is not held, or no longer by this session. */
    synchronized void lose(String id) {
        if (id.equals(heldBy)) {
            heldBy = null;
            events.lost();
        }
    }

    private void pause() {
        try {
            boolean over = left.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            LOG.trace("paused, left: {}", over);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private boolean hasLeft() {
        return left.getCount() == 0;
    }

    @Override
    public boolean believesToLead() {
        return heldBy != null;
    }

    /** The thread of a candidate that was waiting ends with its query, within a minute. */
    @Override
    public void leave() {
        String held = abandon();
        if (held != null) {
            consul.keys().releaseLock(key, held);
        }
    }

    /** Ends this candidate without a request to Consul; returns the session that holds the lock, if it does. */
    @Nullable
    String abandon() {
        onLeft.accept(this);
        synchronized (this) {
            left.countDown();
            String held = heldBy;
            heldBy = null;
            return held;
        }
    }
}
