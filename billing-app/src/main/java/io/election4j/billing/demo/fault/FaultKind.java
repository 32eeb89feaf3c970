/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.fault;

/** What can be done to a leader. */
public enum FaultKind {
    /** The process ends on the spot (SIGKILL). */
    KILL("killed", "kill -9"),
    /** The process stands still for longer than the time to live, then goes on (SIGSTOP, SIGCONT). */
    FREEZE("frozen", "freeze"),
    /** The process is asked to end, hands the leadership over and exits (SIGTERM). */
    RETIRE("retired", "retire");

    private final String end;
    private final String cause;

    FaultKind(String end, String cause) {
        this.end = end;
        this.cause = cause;
    }

    /** How a term ended by it. */
    public String end() {
        return end;
    }

    /** What led to a change of the leader. */
    public String cause() {
        return cause;
    }
}
