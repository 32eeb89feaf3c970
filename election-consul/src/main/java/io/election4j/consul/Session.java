/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** One session of ours and the elections in which it stands: at most one campaign each. Lives on the loop. */
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

    /** How long nobody gets what this session held when it was ended by force: the span that a proof grants. */
    Duration lockDelay() {
        return lockDelay;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /** Over, as far as we are concerned; the service may not know yet. */
    void discard() {
        discarded = true;
        end();
    }

    /** Whether the service may still hold what it held, until its time is over. */
    boolean isDiscarded() {
        return discarded;
    }

    /** False if a campaign of this election already stands on this session, which could not be told from a second. */
    boolean take(String election) {
        return !over && elections.add(election);
    }

    void giveBack(String election) {
        elections.remove(election);
    }

    boolean isUsed() {
        return !elections.isEmpty();
    }

    /** Whether nobody else loses anything if it ends. */
    boolean isUsedByNoneBut(String election) {
        return elections.size() == 1 && elections.contains(election);
    }

    /** Without the id, which lets whoever knows it release our seats. */
    @Override
    public String toString() {
        return "session of " + elections.size() + " elections";
    }
}
