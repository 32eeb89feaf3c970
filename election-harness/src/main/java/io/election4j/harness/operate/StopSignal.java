/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

/**
 * The signals that end a process which does not handle them, and that Java can handle. Numbers are those of Linux on x86, ARM
 * and RISC-V.
 */
public enum StopSignal {
    /** The terminal was closed. */
    HUP(1, true),
    /** Ctrl-C. */
    INT(2, true),
    /** What init systems, containers and {@code kill} send. */
    TERM(15, true),
    /** For the application's use. */
    USR1(10, false),
    /** For the application's use. */
    USR2(12, false),
    /** A timer of real time. */
    ALRM(14, false),
    /** A coprocessor's fault; unused. */
    STKFLT(16, false),
    /** The limit on processor time is reached. */
    XCPU(24, false),
    /** A timer of processor time. */
    VTALRM(26, false),
    /** A profiler's timer. */
    PROF(27, false),
    /** Input or output is possible. */
    IO(29, false),
    /** The power fails. */
    PWR(30, false);

    private static final int DIED_BY_SIGNAL = 128;

    private final int number;
    private final boolean request;

    StopSignal(int number, boolean request) {
        this.number = number;
        this.request = request;
    }

    int number() {
        return number;
    }

    /** Whether it requests the end of a program and of all that it has started; the others may have any meaning to a program. */
    boolean isRequest() {
        return request;
    }

    /** The status that shells report for a process that this signal has ended. */
    public int exitStatus() {
        return DIED_BY_SIGNAL + number;
    }
}
