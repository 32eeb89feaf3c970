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
 * Who stands in one election: read once, then kept up to date by what the watch tells, for as long as the watch has told
 * everything. Lives on the loop.
 */
final class QueueState {

    /** All who stood at one moment, as the service had it at that revision, the leader first. */
    record Snapshot(long revision, List<EtcdClient.Standing> standing) {}

    private final Map<String, Leader> candidates = new HashMap<>(); // by key
    private long readAt; // the revision
    private long latest; // of those read or heard of
    private long gapUntil;
    private boolean current;

    /** Whether nothing can have happened unseen since it was read, but what the watch will still tell. */
    boolean isCurrent() {
        return current;
    }

    /** Something may have happened unseen until that revision. */
    void onGap(long revision) {
        gapUntil = revision;
        current = false;
    }

    /** An answer from before what the watch has told meanwhile is old news. */
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
            gapUntil = Math.max(gapUntil, event.revision()); // an answer that is under way may be older
        } else if (event.revision() > readAt) { // not "> latest": a transaction changes several keys at once
            candidates.remove(event.key());
            event.owner().ifPresent(owner -> candidates.put(event.key(), owner));
            latest = Math.max(latest, event.revision());
        }
    }

    /** The one who came first. */
    Optional<Leader> leader() {
        return candidates.values().stream().min(Comparator.comparingLong(Leader::fencingToken));
    }
}
