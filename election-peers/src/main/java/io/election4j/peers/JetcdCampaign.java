/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.election.CampaignResponse;
import io.etcd.jetcd.election.LeaderKey;
import io.etcd.jetcd.lease.LeaseGrantResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.support.CloseableClient;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lease that is kept alive, and one campaign on it; the campaign is over when either fails. Thread-safe. */
final class JetcdCampaign {
    private static final Logger LOG = LoggerFactory.getLogger(JetcdCampaign.class);
    private static final long LIMIT_SECONDS = 5;

    /** Receives the outcome of a campaign: possibly a win, then its end unless the candidate leaves. */
    interface Outcome {
        void won();

        void over();
    }

    private final Client client;
    private final ByteSequence election;
    private final ByteSequence candidateId;
    private final long seconds;
    private final Outcome outcome;
    private long lease;
    private @Nullable CloseableClient keepAlive;
    private @Nullable LeaderKey seat;
    private boolean over;

    JetcdCampaign(Client client, ByteSequence election, ByteSequence candidateId, long seconds, Outcome outcome) {
        this.client = client;
        this.election = election;
        this.candidateId = candidateId;
        this.seconds = seconds;
        this.outcome = outcome;
    }

    void start() {
        var unused = client.getLeaseClient()
                .grant(seconds)
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .whenComplete(this::onGrant);
    }

    // jetcd calls this class while it holds its own locks, so this class holds no lock while it calls jetcd.

    private void onGrant(@Nullable LeaseGrantResponse grant, @Nullable Throwable error) {
        if (grant == null) {
            fail(error);
            return;
        }
        CloseableClient renewals = client.getLeaseClient().keepAlive(grant.getID(), new Life());
        boolean late;
        synchronized (this) {
            lease = grant.getID();
            keepAlive = renewals;
            late = over;
        }
        if (late) {
            var unused = giveUpLease();
        } else {
            var unused = client.getElectionClient()
                    .campaign(election, grant.getID(), candidateId)
                    .whenComplete(this::onCampaign);
        }
    }

    private void onCampaign(@Nullable CampaignResponse win, @Nullable Throwable error) {
        if (win == null) {
            fail(error);
            return;
        }
        synchronized (this) {
            if (over) {
                return;
            }
            seat = win.getLeader();
        }
        outcome.won();
    }

    /** Ends the campaign and revokes the lease: a lease without a campaign would keep a place in the queue for no candidate. */
    private void fail(@Nullable Throwable error) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        LOG.debug("a campaign is over", error);
        var unused = giveUpLease();
        outcome.over();
    }

    /** The revision of the leader's key in jetcd's terms; 0 before the win. */
    synchronized long revision() {
        return seat == null ? 0 : seat.getRevision();
    }

    /** Releases the seat or the place in the queue; completes when the service has done it. */
    CompletableFuture<?> leave() {
        LeaderKey held;
        synchronized (this) {
            if (over) {
                return CompletableFuture.completedFuture(true);
            }
            over = true;
            held = seat;
        }
        if (held == null) {
            return giveUpLease();
        }
        return client.getElectionClient()
                .resign(held)
                .handle((answer, error) -> true)
                .thenCompose(asked -> giveUpLease());
    }

    private CompletableFuture<?> giveUpLease() {
        long last;
        CloseableClient renewals;
        synchronized (this) {
            last = lease;
            renewals = keepAlive;
        }
        if (renewals == null) {
            return CompletableFuture.completedFuture(true);
        }
        renewals.close();
        return client.getLeaseClient().revoke(last).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private final class Life implements StreamObserver<LeaseKeepAliveResponse> {
        @Override
        public void onNext(LeaseKeepAliveResponse alive) {
            LOG.trace("kept alive for {} s", alive.getTTL());
        }

        @Override
        public void onError(Throwable error) {
            fail(error);
        }

        @Override
        public void onCompleted() {
            fail(null);
        }
    }
}
