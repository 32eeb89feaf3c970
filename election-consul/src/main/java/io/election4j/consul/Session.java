/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Represents one session of ours and the elections that use it, with at most one campaign each. Lives on the loop. */
final class Session {
    private final String id;
    private final Duration lockDelay;
    private final Set<String> elections = new HashSet<>();
    private boolean over;
    private boolean discarded;

    Session(String id, Duration lockDelay) {
        this.id = id;
        this.lockDelay = lockDelay;
    }

    String id() {
        return id;
    }

    /** How long no session can lock what this session held when it was ended by force: the span that a proof grants. */
    Duration lockDelay() {
        return lockDelay;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /** Ends it in this process; the service may still keep it. */
    void discard() {
        discarded = true;
        end();
    }

    /** Whether the service may still hold its keys, until its time to live is over. */
    boolean isDiscarded() {
        return discarded;
    }

    /**
     * False if it is over, or if a campaign of this election already uses it, because the service could not distinguish
     * two.
     */
    boolean take(String election) {
        return !over && elections.add(election);
    }

    void giveBack(String election) {
        elections.remove(election);
    }

    boolean isUsed() {
        return !elections.isEmpty();
    }

    /** Whether no other election loses anything if it ends. */
    boolean isUsedByNoneBut(String election) {
        return elections.size() == 1 && elections.contains(election);
    }

    /** Omits the id, because a client that knows it can release our seats. */
    @Override
    public String toString() {
        return "session of " + elections.size() + " elections";
    }
}
