/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.support.BackendThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The leases of one connection: a single one, unless campaigns ask for different times to live or stand in the same
 * election. Lives on the loop.
 */
final class LeasePool {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EtcdClient client;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final List<SharedLease> leases = new ArrayList<>();
    private final Consumer<SharedLease> onGranted;

    /** The listener hears of each lease that the service grants. */
    LeasePool(EtcdClient client, BackendThreads threads, LongSupplier clock, Consumer<SharedLease> onGranted) {
        this.onGranted = onGranted;
        this.client = client;
        this.threads = threads;
        this.clock = clock;
    }

    /** The lease of that number, if it is one of ours. */
    Optional<SharedLease> find(long id) {
        return leases.stream()
                .filter(lease -> lease.isGranted() && lease.owns(id))
                .findFirst();
    }

    /** Those that the service keeps. */
    List<SharedLease> granted() {
        return leases.stream().filter(SharedLease::isGranted).toList();
    }

    /** Finds or makes a lease for a campaign, which hears of it at once or later. */
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

    /** A lease that the service has ended. */
    void drop(SharedLease lease) {
        leases.remove(lease);
        lease.end();
    }

    /** No key of ours is what it seems any more: gives up all leases, which takes all keys away. */
    void dropAll() {
        List<SharedLease> all = List.copyOf(leases);
        all.forEach(this::drop);
        all.forEach(this::revoke);
    }

    /** Gives back what nobody has used for a while. */
    void tick() {
        List<SharedLease> unused = leases.stream()
                .filter(lease -> lease.isEmpty() && lease.isStale())
                .toList();
        leases.removeAll(unused);
        unused.forEach(this::revoke);
    }

    /** Gives all back for good; the task runs once the service has confirmed it. */
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

    /** Until it is known to be done, or the lease has ended because nobody renewed it. */
    private void revoke(long lease, long end) {
        client.revoke(lease, () -> {}, failure -> {
            if (!failure.is(CallFailure.Reason.NO_LEASE) && clock.getAsLong() - end < 0) {
                threads.after(PAUSE, () -> revoke(lease, end));
            }
        });
    }
}
