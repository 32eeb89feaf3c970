/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.fault;

/** Names the faults of a leader. */
public enum FaultKind {
    /** The process ends at once (SIGKILL). */
    KILL("killed", "kill -9"),
    /** The process stops for longer than the time to live, then continues (SIGSTOP, SIGCONT). */
    FREEZE("frozen", "freeze"),
    /** The process is asked to end, hands the leadership over and exits (SIGTERM). */
    RETIRE("retired", "retire");

    private final String end;
    private final String cause;

    FaultKind(String end, String cause) {
        this.end = end;
        this.cause = cause;
    }

    /** Returns how a term with this fault ended. */
    public String end() {
        return end;
    }

    /** Returns the cause of the change of the leader. */
    public String cause() {
        return cause;
    }
}
