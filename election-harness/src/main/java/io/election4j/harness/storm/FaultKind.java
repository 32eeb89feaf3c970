/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

/** What goes wrong in a storm. */
public enum FaultKind {
    /** A server stands still, as under a long pause or on a machine that hangs. */
    FREEZE_SERVER("freeze-server", "server frozen"),
    /** A server is killed, and started again with its files. */
    KILL_SERVER("kill-server", "server killed and restarted"),
    /** Nothing passes between a server and the other servers, while candidates reach all of them. */
    CUT_OFF_SERVER("cut-off-server", "server cut off from the others"),
    /** Nothing that a server sends reaches the other servers, while it gets all that they send. */
    MUTE_SERVER("mute-server", "server that the others do not hear"),
    /** Packets between a server and everybody else are lost, a few hundredths of a second long each time. */
    LOSE_PACKETS("lose-packets", "packets of a server lost"),
    /** A process of candidates stands still. */
    FREEZE_CANDIDATES("freeze-candidates", "candidates frozen"),
    /** Nothing passes between a process of candidates and all servers; what was sent arrives afterwards. */
    PARTITION("partition", "candidates cut off from all servers"),
    /** Nothing passes between a process of candidates and one server; what was sent arrives afterwards. */
    PARTITION_FROM_SERVER("partition-from-server", "candidates cut off from one server"),
    /** Servers get what a process of candidates sends, and their answers are lost. */
    LOSE_ANSWERS("lose-answers", "answers lost"),
    /** All connections of a process of candidates are reset, and new ones are for a time. */
    RESET("reset", "connections reset"),
    /** Each packet takes long, as where many are lost and sent again. */
    SLOW("slow", "slow lines"),
    /** Requests stay on the way, their connections break, and they arrive later nevertheless. */
    DELIVER_LATE("deliver-late", "requests delivered late");

    private final String option;
    private final String title;

    FaultKind(String option, String title) {
        this.option = option;
        this.title = title;
    }

    /** As people read it. */
    String title() {
        return title;
    }

    boolean isOfServer() {
        return this == FREEZE_SERVER || this == KILL_SERVER || isOfNetwork();
    }

    /** Whether servers must have a network of their own for it. */
    public boolean isOfNetwork() {
        return this == CUT_OFF_SERVER || this == MUTE_SERVER || this == LOSE_PACKETS;
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return option;
    }
}
