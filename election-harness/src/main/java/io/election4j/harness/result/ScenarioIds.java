/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/** The values of {@link ScenarioInfo#id} that reports depend on. */
public final class ScenarioIds {
    /** From the start of a process to its first term. */
    public static final String COLD_START = "cold-start";

    /** A warm process enters an election without a leader. */
    public static final String ENTER = "enter";

    /** A leader leaves while another candidate waits. */
    public static final String HANDOVER = "handover";

    /** A leader's process is killed. */
    public static final String CRASH = "crash";

    /** A leader's process is frozen for longer than its time to live. */
    public static final String FREEZE = "freeze";

    /** Connections are cut and servers are killed. */
    public static final String PARTITION = "partition";

    /** Many candidates in one election. */
    public static final String CANDIDATES = "candidates";

    /** Many elections in one process. */
    public static final String ELECTIONS = "elections";

    /** Nothing happens. */
    public static final String IDLE = "idle";

    /** Followers receive another leader. */
    public static final String WATCH = "watch";

    /** A leader asks whether it still leads. */
    public static final String IS_VALID = "is-valid";

    /** The service commits a write. */
    public static final String COMMIT = "commit";

    private ScenarioIds() {}
}
