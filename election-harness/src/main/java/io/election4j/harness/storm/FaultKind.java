/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

/** The kinds of faults of a storm. */
public enum FaultKind {
    /** A server is frozen, as in a long pause or on a machine that hangs. */
    FREEZE_SERVER("freeze-server", "server frozen"),
    /** A server is killed and restarted with its files. */
    KILL_SERVER("kill-server", "server killed and restarted"),
    /** No packet passes between a server and the other servers, while candidates reach all of them. */
    CUT_OFF_SERVER("cut-off-server", "server cut off from the others"),
    /** No packet of a server reaches the other servers, while it receives all that they send. */
    MUTE_SERVER("mute-server", "server that the others do not hear"),
    /** All packets of a server to and from servers and candidates are lost, repeatedly for a few hundredths of a second. */
    LOSE_PACKETS("lose-packets", "packets of a server lost"),
    /** A candidate process is frozen. */
    FREEZE_CANDIDATES("freeze-candidates", "candidates frozen"),
    /** No data passes between a candidate process and all servers; what was sent arrives afterwards. */
    PARTITION("partition", "candidates cut off from all servers"),
    /** No data passes between a candidate process and one server; what was sent arrives afterwards. */
    PARTITION_FROM_SERVER("partition-from-server", "candidates cut off from one server"),
    /** Servers receive what a candidate process sends, and their answers do not arrive until the fault ends. */
    LOSE_ANSWERS("lose-answers", "answers lost"),
    /** All connections of a candidate process are reset, and for a time new ones, too. */
    RESET("reset", "connections reset"),
    /** Each packet is delayed, as on a network where many are lost and sent again. */
    SLOW("slow", "slow lines"),
    /** Requests are held back, their connections break, and the requests still arrive later. */
    DELIVER_LATE("deliver-late", "requests delivered late");

    private final String option;
    private final String title;

    FaultKind(String option, String title) {
        this.option = option;
        this.title = title;
    }

    /** The name in reports. */
    String title() {
        return title;
    }

    boolean isOfServer() {
        return this == FREEZE_SERVER || this == KILL_SERVER || isOfNetwork();
    }

    /** Whether it needs a network of the servers' own. */
    public boolean isOfNetwork() {
        return this == CUT_OFF_SERVER || this == MUTE_SERVER || this == LOSE_PACKETS;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return option;
    }
}
