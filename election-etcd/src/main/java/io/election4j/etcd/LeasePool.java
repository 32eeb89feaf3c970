/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The leases of one connection: a single one, unless campaigns ask for different times to live or stand in the same
 * election. Lives on the loop.
 */
final class LeasePool {
    private final EtcdClient client;
    private final LongSupplier clock;
    private final List<SharedLease> leases = new ArrayList<>();

    LeasePool(EtcdClient client, LongSupplier clock) {
        this.client = client;
        this.clock = clock;
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
                    fresh.open(client, leases::remove);
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
        List<SharedLease> granted =
                leases.stream().filter(SharedLease::isGranted).toList();
        leases.clear();
        int[] left = {granted.size()};
        if (granted.isEmpty()) {
            confirmed.run();
        }
        for (SharedLease lease : granted) {
            Runnable one = () -> {
                left[0]--;
                if (left[0] == 0) {
                    confirmed.run();
                }
            };
            client.revoke(lease.id(), one, failure -> one.run());
        }
    }

    /** Once only: a lease that nobody renews ends anyway. */
    private void revoke(SharedLease lease) {
        if (lease.isGranted()) {
            client.revoke(lease.id(), () -> {}, failure -> {});
        }
    }
}
