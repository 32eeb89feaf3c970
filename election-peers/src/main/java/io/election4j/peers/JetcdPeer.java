/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.election.LeaderResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Candidates and followers on one connection of jetcd. Thread-safe. */
final class JetcdPeer implements Peer {
    private static final Logger LOG = LoggerFactory.getLogger(JetcdPeer.class);
    private static final String ROOT = "election4j-peers/";
    private static final long AGAIN_AFTER_MILLIS = 1_000;
    private static final long GOODBYE_SECONDS = 3;

    private final Client client;
    private final long leaseSeconds;
    private final ScheduledExecutorService timer;
    private final Set<JetcdStand> stands = ConcurrentHashMap.newKeySet();

    JetcdPeer(Client client, long leaseSeconds) {
        this.client = client;
        this.leaseSeconds = leaseSeconds;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> Daemons.thread("jetcd-again", task));
    }

    @Override
    public Stand enter(String election, String candidateId, Events events) {
        JetcdStand stand = new JetcdStand(
                onEnd -> new JetcdCampaign(client, bytes(ROOT + election), bytes(candidateId), leaseSeconds, onEnd),
                events,
                this::soon,
                stands::remove);
        stands.add(stand);
        stand.stand();
        return stand;
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    private void soon(Runnable task) {
        try {
            var unused = timer.schedule(task, AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("not tried again, as this connection has been closed", closed);
        }
    }

    /** The service's stream cannot be ended alone: a closed follower ignores its events until this connection is closed. */
    @Override
    public Following follow(String election, Consumer<String> onLeader) {
        LeaderTeller teller = new LeaderTeller(onLeader);
        observe(bytes(ROOT + election), teller);
        return teller;
    }

    private void observe(ByteSequence election, LeaderTeller teller) {
        if (teller.isClosed()) {
            return;
        }
        client.getElectionClient().observe(election, new Election.Listener() {
            @Override
            public void onNext(LeaderResponse leader) {
                teller.tell(leader.getKv().getValue().toString(StandardCharsets.UTF_8));
            }

            @Override
            public void onError(Throwable error) {
                LOG.debug("observed again", error);
                onCompleted();
            }

            @Override
            public void onCompleted() {
                soon(() -> observe(election, teller));
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            CompletableFuture.allOf(stands.stream().map(JetcdStand::depart).toArray(CompletableFuture[]::new))
                    .get(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        } catch (Exception unheard) {
            LOG.debug("leases end by themselves", unheard);
        } finally {
            client.close();
        }
    }
}
