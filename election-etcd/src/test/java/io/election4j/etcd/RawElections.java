/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.election.CampaignResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.support.CloseableClient;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One process's worth of the client library's own elections, used as its manual shows. */
final class RawElections implements AutoCloseable {
    private final Client client;
    private final long seconds;

    RawElections(String hosts, Duration ttl) {
        client = Client.builder().target("ip:///" + hosts).build();
        seconds = ttl.toSeconds();
    }

    /** A lease that is kept alive, and a campaign on it. */
    private final class Candidate {
        private final long lease;
        private final CloseableClient keepAlive;
        private final CompletableFuture<CampaignResponse> campaign;

        Candidate(String election) throws Exception {
            lease = client.getLeaseClient()
                    .grant(seconds)
                    .get(5, TimeUnit.SECONDS)
                    .getID();
            keepAlive = client.getLeaseClient().keepAlive(lease, new Silent());
            campaign = client.getElectionClient()
                    .campaign(EtcdClient.bytes(election), lease, EtcdClient.bytes("candidate"));
        }

        CampaignResponse await() throws Exception {
            return campaign.get(20, TimeUnit.SECONDS);
        }

        void end() throws Exception {
            keepAlive.close();
            client.getLeaseClient().revoke(lease).get(5, TimeUnit.SECONDS);
        }
    }

    long enter(int number) throws Exception {
        long start = System.nanoTime();
        Candidate candidate = new Candidate("raw/enter-" + number);
        candidate.await();
        long time = System.nanoTime() - start;
        candidate.end();
        return time;
    }

    long handOver(RawElections other, int number) throws Exception {
        Candidate leader = new Candidate("raw/hand-" + number);
        CampaignResponse seat = leader.await();
        Candidate next = other.new Candidate("raw/hand-" + number);
        settle();
        long start = System.nanoTime();
        var resigned = client.getElectionClient().resign(seat.getLeader());
        next.await();
        long time = System.nanoTime() - start;
        resigned.get(5, TimeUnit.SECONDS);
        leader.end();
        next.end();
        return time;
    }

    long crash(RawElections other, int number, Runnable crash, Runnable pause) throws Exception {
        Candidate leader = new Candidate("raw/crash-" + number);
        leader.await();
        Candidate next = other.new Candidate("raw/crash-" + number);
        settle();
        pause.run();
        long start = System.nanoTime();
        crash.run();
        next.await();
        long time = System.nanoTime() - start;
        next.end();
        return time;
    }

    /** The server takes up to 100 ms until the watch of a campaign that waits is told of changes at once. */
    private static void settle() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }

    @Override
    public void close() {
        client.close();
    }

    /** Nobody listens. */
    private static final class Silent implements StreamObserver<LeaseKeepAliveResponse> {
        @Override
        public void onNext(LeaseKeepAliveResponse answer) {}

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {}
    }
}
