/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.kiwiproject.consul.ConsulException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Locks of one session, which is renewed twice in each time to live. Thread-safe. */
final class ConsulLockPeer implements Peer {
    private static final Logger LOG = LoggerFactory.getLogger(ConsulLockPeer.class);
    private static final String ROOT = "election4j-peers/";
    private static final String LEAF = "/leader";
    private static final long PAUSE_MILLIS = 1_000;
    private static final long CANCEL_EACH_MILLIS = 50;
    private static final int CANCEL_TIMES = 60;

    private final ConsulConnection consul;
    private final ConsulSession session;
    private final ScheduledExecutorService renewals;
    private final ScheduledFuture<?> renewing;
    private final ExecutorService threads;
    private final Set<ConsulLockStand> stands = ConcurrentHashMap.newKeySet();
    private final Set<LeaderTeller> tellers = ConcurrentHashMap.newKeySet();

    ConsulLockPeer(ConsulConnection consul, Duration ttl) {
        this.consul = consul;
        this.session = new ConsulSession(consul.sessions(), ttl, id -> stands.forEach(stand -> stand.lose(id)));
        this.threads = Executors.newCachedThreadPool(task -> Daemons.thread("consul-lock", task));
        this.renewals = Executors.newSingleThreadScheduledExecutor(task -> Daemons.thread("consul-renew", task));
        long half = ttl.toMillis() / 2;
        renewing = renewals.scheduleAtFixedRate(session::renew, half, half, TimeUnit.MILLISECONDS);
    }

    @Override
    public Stand enter(String election, String candidateId, Events events) {
        ConsulLockStand stand =
                new ConsulLockStand(consul, session, ROOT + election + LEAF, candidateId, events, stands::remove);
        stands.add(stand);
        threads.execute(stand);
        return stand;
    }

    /** The thread of a closed follower ends with its query, within a minute. */
    @Override
    public Following follow(String election, Consumer<String> onLeader) {
        LeaderTeller teller = new LeaderTeller(onLeader);
        tellers.add(teller);
        threads.execute(() -> {
            follow(ROOT + election + LEAF, teller);
            tellers.remove(teller);
        });
        return teller;
    }

    private void follow(String key, LeaderTeller teller) {
        BigInteger index = BigInteger.ZERO;
        while (!teller.isClosed()) {
            try {
                ConsulConnection.Sight sight = consul.read(key, index);
                index = sight.index();
                sight.holder().ifPresent(teller::tell);
            } catch (ConsulException failed) {
                LOG.debug("asked again who leads", failed);
                Daemons.pause(PAUSE_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        renewing.cancel(false);
        renewals.shutdownNow();
        tellers.forEach(LeaderTeller::close);
        try {
            stands.forEach(ConsulLockStand::leave);
            session.destroy();
        } catch (ConsulException unheard) {
            LOG.debug("the session ends by itself", unheard);
            stands.forEach(ConsulLockStand::abandon);
        }
        endThreads();
        consul.close();
    }

    /** Cancels repeatedly, because a thread may be about to send its next query. */
    private void endThreads() {
        threads.shutdown();
        try {
            int times = 0;
            do {
                consul.cancelQueries();
            } while (!threads.awaitTermination(CANCEL_EACH_MILLIS, TimeUnit.MILLISECONDS) && ++times < CANCEL_TIMES);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }
}
