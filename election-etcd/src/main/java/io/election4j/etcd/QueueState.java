/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.Leader;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the candidates of one election: read once, then updated by the events of the watch, as long as the watch has
 * missed none. Lives on the loop.
 */
final class QueueState {

    /** Lists all candidates as the service stored them at that revision, the leader first. */
    record Snapshot(long revision, List<EtcdClient.Standing> standing) {}

    private final Map<String, Leader> candidates = new HashMap<>(); // by key
    private long readAt; // the revision
    private long latest; // revision, of reads and events
    private long gapUntil;
    private boolean current;

    /** Whether the watch has reported, or will report, every change since the read. */
    boolean isCurrent() {
        return current;
    }

    /** The watch may have missed changes up to that revision. */
    void onGap(long revision) {
        gapUntil = revision;
        current = false;
    }

    /** Handles a read; ignores it if the watch has reported later changes meanwhile. */
    void onRead(Snapshot snapshot) {
        if (!current || snapshot.revision() >= latest) {
            candidates.clear();
            snapshot.standing().forEach(each -> candidates.put(each.key(), each.asLeader()));
            readAt = snapshot.revision();
            latest = readAt;
            current = readAt >= gapUntil;
        }
    }

    void onEvent(KeyEvent event) {
        if (!current) {
            gapUntil = Math.max(gapUntil, event.revision()); // a read that is under way may be older
        } else if (event.revision() > readAt) { // not "> latest": a transaction changes several keys at once
            candidates.remove(event.key());
            event.owner().ifPresent(owner -> candidates.put(event.key(), owner));
            latest = Math.max(latest, event.revision());
        }
    }

    /** The candidate that entered first. */
    Optional<Leader> leader() {
        return candidates.values().stream().min(Comparator.comparingLong(Leader::fencingToken));
    }
}
