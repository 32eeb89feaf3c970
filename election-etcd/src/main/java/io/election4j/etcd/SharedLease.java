/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the keys of many campaigns, at most one of each election, because the lease's number is the key's name. A new
 * lease of the service may replace the present one, see {@link KeyMoves}. Lives on the loop.
 */
final class SharedLease {

    /** Represents a campaign that has a key on the lease, or will create one. */
    interface Holder {
        /** The lease can be used. */
        void onGranted(SharedLease lease);

        /** The service has not granted the lease. */
        void onNotGranted(CallFailure failure);

        /** The lease has ended, and with it the key. */
        void onLeaseGone();

        /** The key, if it is on another lease than the present one. */
        Optional<EtcdClient.KeyVersion> misplaced();

        /** The state of the misplaced key after an attempt to move it. */
        void onMoved(EtcdClient.Moved key);
    }

    private final long seconds;
    private final LongSupplier clock;
    private final Map<String, Holder> holders = new HashMap<>();
    private final Set<Long> formerIds = new HashSet<>();
    private EtcdClient.@Nullable Grant grant;
    private long name;
    private long renewedAt;
    private long replacedAt;
    private boolean doubtful;
    private boolean gone;

    SharedLease(long seconds, LongSupplier clock) {
        this.seconds = seconds;
        this.clock = clock;
    }

    /** Requests the lease from the service; calls one of the listeners with the outcome. */
    void open(EtcdClient client, Consumer<SharedLease> onGranted, Consumer<SharedLease> onFailure) {
        long sentAt = clock.getAsLong();
        client.grant(
                seconds,
                answer -> {
                    grant = answer;
                    name = answer.lease();
                    renewedAt = sentAt;
                    onGranted.accept(this);
                    copyOfHolders().forEach(holder -> holder.onGranted(this));
                },
                failure -> {
                    gone = true;
                    onFailure.accept(this);
                    copyOfHolders().forEach(holder -> holder.onNotGranted(failure));
                });
    }

    /**
     * Replaces the present lease of the service by another one, requested at the given time; the keys keep their names.
     */
    void replace(EtcdClient.Grant fresh, long sentAt) {
        formerIds.add(id());
        replacedAt = clock.getAsLong();
        grant = fresh;
        renewedAt = sentAt;
    }

    /** Whether the servers have elected another leader since it was granted. */
    boolean isOutdated(long raftTerm) {
        return grant != null && !gone && grant.raftTerm() < raftTerm;
    }

    /** The campaigns whose keys are on a former lease. */
    List<Holder> misplaced() {
        return holders.values().stream()
                .filter(holder -> holder.misplaced().isPresent())
                .toList();
    }

    /** The former leases on which keys may still be; they are renewed for that long. */
    List<Long> formerIds() {
        return List.copyOf(formerIds);
    }

    /** The present and the former ones. */
    List<Long> ids() {
        List<Long> all = new ArrayList<>(formerIds);
        all.add(id());
        return all;
    }

    /**
     * Forgets the former leases, on which no key is, but not before one time to live: a creation on one of them may be
     * under way.
     */
    void forgetFormer() {
        if (clock.getAsLong() - replacedAt > ttl().toNanos()) {
            formerIds.clear();
        }
    }

    /** Whether a number is that of the present lease or of a former one. */
    boolean owns(long leaseId) {
        return leaseId == id() || formerIds.contains(leaseId);
    }

    /** Reserves the place of an election. */
    void seat(String prefix, Holder holder) {
        holders.put(prefix, holder);
        if (grant != null) {
            holder.onGranted(this);
        }
    }

    void vacate(String prefix) {
        holders.remove(prefix);
    }

    /** Whether a campaign has the place of that election. */
    boolean isHeld(String prefix) {
        return holders.containsKey(prefix);
    }

    /**
     * Notes that a request to create a key on it may still be under way, or may have been carried out without an
     * answer.
     */
    void doubt() {
        doubtful = true;
    }

    /** Whether a key that no campaign expects may appear on it. */
    boolean isDoubtful() {
        return doubtful;
    }

    /** How the service differs from what was requested, in one sentence. */
    Optional<String> notice(String service) {
        return grant == null || grant.seconds() == seconds
                ? Optional.empty()
                : Optional.of(service + " grants leases of " + grant.seconds() + " s where " + seconds
                        + " s are asked for:"
                        + " a dead leader keeps its seat for " + grant.seconds() + " s instead of the " + seconds
                        + " s; the shortest lease is one and a half election timeouts of the servers");
    }

    boolean suits(long wantedSeconds, String prefix) {
        return seconds == wantedSeconds && !holders.containsKey(prefix) && !isStale();
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }

    /** Whether it has ended, or may end soon. */
    boolean isStale() {
        return gone || (grant != null && clock.getAsLong() - renewedAt > ttl().toNanos() / 2);
    }

    boolean isGone() {
        return gone;
    }

    long seconds() {
        return seconds;
    }

    boolean isGranted() {
        return grant != null;
    }

    long id() {
        return grant == null ? 0 : grant.lease();
    }

    /** When the latest successful renewal was requested, on the backend's clock; the grant counts as one. */
    long renewedAt() {
        return renewedAt;
    }

    /** How long the service keeps it without a renewal. */
    Duration ttl() {
        return Duration.ofSeconds(grant == null ? seconds : grant.seconds());
    }

    /** The key of this lease, directly under the name of an election. */
    String keyUnder(String prefix) {
        return prefix + Long.toHexString(name);
    }

    void renewed(long sentAt, long grantedSeconds) {
        if (sentAt - renewedAt >= 0) { // else a later request was answered first
            renewedAt = sentAt;
            grant = new EtcdClient.Grant(id(), grantedSeconds, grant == null ? 0 : grant.raftTerm());
        }
    }

    void end() {
        if (!gone) {
            gone = true;
            copyOfHolders().forEach(Holder::onLeaseGone);
        }
    }

    private List<Holder> copyOfHolders() {
        return new ArrayList<>(holders.values());
    }
}
