/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.BackendThreads;
import io.election4j.etcd.SharedLease.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Moves keys to a new lease when the servers have elected another leader of their own. The former leader may have been
 * frozen: when it continues, it requests for some milliseconds the end of leases that it considers expired, and the
 * servers carry that out although the present leader has renewed them (etcd's issue 15247, whose repair left that gap).
 * It cannot know a lease that was granted after its time. Until a key has moved, no renewal counts. Lives on the loop.
 */
final class KeyMoves {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** The time after which a move counts as lost for lack of memory: much longer than the limits of its requests. */
    private static final Duration LOST = Duration.ofMinutes(1);

    /** The most requests at the same time for one lease. */
    private static final int AT_ONCE = 4;

    private final EtcdClient client;
    private final LeasePool leases;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Map<SharedLease, Long> busy = new HashMap<>(); // values are start times
    private @Nullable CallFailure trouble;

    KeyMoves(EtcdClient client, LeasePool leases, BackendThreads threads, LongSupplier clock) {
        this.client = client;
        this.leases = leases;
        this.threads = threads;
        this.clock = clock;
    }

    /** Why keys could not be moved, if the last attempt failed. */
    Optional<CallFailure> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Begins the moves that are needed and not under way. */
    void tick() {
        busy.values().removeIf(since -> clock.getAsLong() - since > LOST.toNanos());
        for (SharedLease lease : leases.granted()) {
            if (!busy.containsKey(lease)) {
                goOn(lease);
            }
        }
    }

    private void goOn(SharedLease lease) {
        if (lease.isGone()) {
            return;
        }
        if (lease.isOutdated(client.raftTerm())) {
            busy.put(lease, clock.getAsLong());
            renew(lease);
        } else if (!lease.formerIds().isEmpty()) {
            moveKeys(lease);
        }
    }

    private void moveKeys(SharedLease lease) {
        List<Holder> misplaced = lease.misplaced();
        if (misplaced.isEmpty()) {
            lease.forgetFormer();
        } else {
            busy.put(lease, clock.getAsLong());
            new Move(lease, misplaced).begin();
        }
    }

    private void renew(SharedLease lease) {
        long sentAt = clock.getAsLong();
        client.grant(
                lease.seconds(),
                fresh -> {
                    trouble = null;
                    lease.replace(fresh, sentAt);
                    busy.remove(lease);
                    goOn(lease);
                },
                failure -> {
                    trouble = failure;
                    later(lease);
                });
    }

    private void later(SharedLease lease) {
        threads.after(PAUSE, () -> {
            busy.remove(lease);
            goOn(lease);
        });
    }

    /** Represents one attempt to move some keys. */
    private final class Move {
        private final SharedLease lease;
        private final Map<String, Holder> byKey = new HashMap<>();
        private final Iterator<EtcdClient.KeyVersion> left;
        private int underWay;
        private boolean failed;

        Move(SharedLease lease, List<Holder> holders) {
            this.lease = lease;
            List<EtcdClient.KeyVersion> keys = new ArrayList<>();
            for (Holder holder : holders) {
                EtcdClient.KeyVersion key = holder.misplaced().orElseThrow();
                keys.add(key);
                byKey.put(key.key(), holder);
            }
            this.left = keys.iterator();
        }

        void begin() {
            trouble = null;
            for (int i = 0; i < AT_ONCE && left.hasNext(); i++) {
                next();
            }
        }

        private void next() {
            List<EtcdClient.KeyVersion> batch = new ArrayList<>();
            while (left.hasNext() && batch.size() < EtcdClient.MOST_MOVES) {
                batch.add(left.next());
            }
            underWay++;
            client.move(batch, lease.id(), moved -> onAnswer(batch, moved), failure -> {
                trouble = failure;
                failed = true;
                onAnswer(List.of(), List.of());
            });
        }

        private void onAnswer(List<EtcdClient.KeyVersion> asked, List<EtcdClient.Moved> moved) {
            Map<String, EtcdClient.Moved> there =
                    moved.stream().collect(Collectors.toMap(EtcdClient.Moved::key, Function.identity()));
            for (EtcdClient.KeyVersion key : asked) {
                Holder holder = Objects.requireNonNull(byKey.get(key.key()));
                EtcdClient.Moved present = there.get(key.key());
                if (present == null) {
                    holder.onLeaseGone();
                } else {
                    holder.onMoved(present);
                }
            }
            underWay--;
            if (left.hasNext() && !failed) {
                next();
            } else if (underWay == 0) {
                later(lease);
            }
        }
    }
}
