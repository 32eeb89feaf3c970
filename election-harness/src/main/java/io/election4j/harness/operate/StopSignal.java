/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

/** The signals by which a process is asked to end. */
public enum StopSignal {
    /** The terminal has gone. */
    HUP(1),
    /** Ctrl-C. */
    INT(2),
    /** What init systems, containers and {@code kill} send. */
    TERM(15);

    private static final int DIED_BY_SIGNAL = 128;

    private final int number;

    StopSignal(int number) {
        this.number = number;
    }

    /** What shells report of a process that this signal has ended. */
    public int exitStatus() {
        return DIED_BY_SIGNAL + number;
    }
}
