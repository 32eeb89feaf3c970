/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.BackendThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Holds the leases of one connection: a single one, unless campaigns request different times to live or stand in the
 * same election. Lives on the loop.
 */
final class LeasePool {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EtcdClient client;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final List<SharedLease> leases = new ArrayList<>();
    private final Consumer<SharedLease> onGranted;

    /** Creates an empty pool; the listener receives each lease that the service grants. */
    LeasePool(EtcdClient client, BackendThreads threads, LongSupplier clock, Consumer<SharedLease> onGranted) {
        this.onGranted = onGranted;
        this.client = client;
        this.threads = threads;
        this.clock = clock;
    }

    /** Finds the lease with that number, if it is one of ours. */
    Optional<SharedLease> find(long id) {
        return leases.stream()
                .filter(lease -> lease.isGranted() && lease.owns(id))
                .findFirst();
    }

    /** The leases that the service has granted. */
    List<SharedLease> granted() {
        return leases.stream().filter(SharedLease::isGranted).toList();
    }

    /** Finds or creates a lease for a campaign, and reports it to the holder at once or later. */
    void seat(String prefix, long seconds, SharedLease.Holder holder) {
        leases.stream()
                .filter(lease -> lease.suits(seconds, prefix))
                .findFirst()
                .ifPresentOrElse(lease -> lease.seat(prefix, holder), () -> {
                    SharedLease fresh = new SharedLease(seconds, clock);
                    leases.add(fresh);
                    fresh.seat(prefix, holder);
                    fresh.open(client, onGranted, leases::remove);
                });
    }

    /** Removes a lease that the service has ended. */
    void drop(SharedLease lease) {
        leases.remove(lease);
        lease.end();
    }

    /** Revokes all leases, which removes all our keys, because none of them can be trusted any more. */
    void dropAll() {
        List<SharedLease> all = List.copyOf(leases);
        all.forEach(this::drop);
        all.forEach(this::revoke);
    }

    /** Revokes leases that no campaign has used for a while. */
    void tick() {
        List<SharedLease> unused = leases.stream()
                .filter(lease -> lease.isEmpty() && lease.isStale())
                .toList();
        leases.removeAll(unused);
        unused.forEach(this::revoke);
    }

    /** Revokes all leases for good; the task runs once each revocation has an answer or has failed. */
    void close(Runnable confirmed) {
        List<Long> granted =
                granted().stream().flatMap(lease -> lease.ids().stream()).toList();
        leases.clear();
        int[] left = {granted.size()};
        if (granted.isEmpty()) {
            confirmed.run();
        }
        for (long id : granted) {
            Runnable one = () -> {
                left[0]--;
                if (left[0] == 0) {
                    confirmed.run();
                }
            };
            client.revoke(id, one, failure -> one.run());
        }
    }

    private void revoke(SharedLease lease) {
        if (lease.isGranted()) {
            long end = clock.getAsLong() + lease.ttl().toNanos();
            lease.ids().forEach(id -> revoke(id, end));
        }
    }

    /** Repeats the revocation until it is confirmed, or the lease has ended because it was not renewed. */
    private void revoke(long lease, long end) {
        client.revoke(lease, () -> {}, failure -> {
            if (!failure.is(CallFailure.Reason.NO_LEASE) && clock.getAsLong() - end < 0) {
                threads.after(PAUSE, () -> revoke(lease, end));
            }
        });
    }
}
