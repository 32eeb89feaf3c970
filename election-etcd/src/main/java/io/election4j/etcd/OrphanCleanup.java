/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.BackendThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Deletes keys that are on live leases of this connection and belong to no campaign: a request that arrived after its
 * campaign had left has created them, or a restored snapshot contains them. Each would block its election for as long
 * as other campaigns keep the lease alive. The watch reports such keys; where it may have missed events, the keys of
 * the lease are read from the service. Lives on the loop.
 */
final class OrphanCleanup {
    /**
     * The watch reports a key's creation and its deletion one after the other, possibly after the deletion's answer.
     */
    private static final Duration GRACE = Duration.ofMillis(50);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    /** The interval between reads of the keys of a lease on which the answer to a creation was lost. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** The most deletions at the same time. */
    private static final int AT_ONCE = 64;

    private final String root;
    private final LeasePool leases;
    private final EtcdClient client;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Map<String, Suspect> suspects = new HashMap<>(); // by key
    private final Set<SharedLease> reading = new HashSet<>();
    private boolean sweeping;
    private boolean gapSinceRead;
    private long lookedAt;

    /** Describes a key that belonged to no campaign when it was last seen. */
    private record Suspect(String key, long createRevision, long lease) {}

    OrphanCleanup(String root, LeasePool leases, EtcdClient client, BackendThreads threads, LongSupplier clock) {
        this.root = root;
        this.leases = leases;
        this.client = client;
        this.threads = threads;
        this.clock = clock;
        this.lookedAt = clock.getAsLong();
    }

    /** The watch has reported a change. */
    void onEvent(KeyEvent event) {
        event.owner()
                .ifPresentOrElse(
                        owner -> suspect(new Suspect(event.key(), owner.fencingToken(), event.lease())),
                        () -> suspects.remove(event.key()));
    }

    /** The watch may have missed events. */
    void onGap() {
        gapSinceRead = true;
        read(leases.granted());
    }

    /**
     * Reads leases on which a creation may arrive late, because the watch alone does not suffice; after a gap, reads
     * all leases once more.
     */
    void tick() {
        if (clock.getAsLong() - lookedAt > LOOK_EVERY.toNanos()) {
            lookedAt = clock.getAsLong();
            read(
                    gapSinceRead
                            ? leases.granted()
                            : leases.granted().stream()
                                    .filter(SharedLease::isDoubtful)
                                    .toList());
            gapSinceRead = false;
        }
    }

    private void read(List<SharedLease> which) {
        for (SharedLease lease : which) {
            if (!reading.contains(lease)) {
                client.keysOf(
                        lease.id(),
                        keys -> {
                            reading.remove(lease);
                            keys.stream()
                                    .filter(key -> key.startsWith(root))
                                    .forEach(key -> suspect(new Suspect(key, 0, lease.id())));
                        },
                        failure -> reading.remove(lease));
                reading.add(lease);
            }
        }
    }

    private void suspect(Suspect suspect) {
        if (isUnclaimed(suspect)) {
            suspects.put(suspect.key, suspect);
            sweepAfter(GRACE);
        }
    }

    private boolean isUnclaimed(Suspect suspect) {
        String prefix = QueueView.prefixOf(suspect.key);
        return leases.find(suspect.lease)
                .filter(lease -> lease.keyUnder(prefix).equals(suspect.key) && !lease.isHeld(prefix))
                .isPresent();
    }

    private void sweepAfter(Duration pause) {
        if (!sweeping) {
            threads.after(pause, this::sweep);
            sweeping = true;
        }
    }

    private void sweep() {
        suspects.values().removeIf(suspect -> !isUnclaimed(suspect));
        if (suspects.isEmpty()) {
            sweeping = false;
        } else {
            try {
                new Sweep(List.copyOf(suspects.values())).begin();
            } catch (RuntimeException | Error thrown) {
                sweeping = false; // the next suspect begins another
                throw thrown;
            }
        }
    }

    /** Deletes each suspect once, with a limited number of requests at a time. */
    private final class Sweep {
        private final Iterator<Suspect> left;
        private int underWay;
        private boolean failed;

        Sweep(List<Suspect> all) {
            left = all.iterator();
        }

        void begin() {
            for (int i = 0; i < AT_ONCE && left.hasNext(); i++) {
                delete(left.next());
            }
        }

        private void delete(Suspect suspect) {
            client.delete(
                    suspect.key,
                    suspect.createRevision,
                    there -> {
                        suspects.remove(suspect.key, suspect);
                        there.ifPresent(key -> suspect(new Suspect(key.key(), key.createRevision(), key.lease())));
                        onAnswer();
                    },
                    failure -> {
                        failed = true;
                        onAnswer();
                    });
            underWay++;
        }

        private void onAnswer() {
            underWay--;
            if (left.hasNext()) {
                delete(left.next());
            } else if (underWay == 0) {
                sweeping = false;
                if (!suspects.isEmpty()) {
                    sweepAfter(failed ? PAUSE_AFTER_FAILURE : GRACE);
                }
            }
        }
    }
}
