/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

/** What is wrong, on purpose, with the candidates of a process, to see that it is noticed. */
public enum InjectedDefect {
    /** Nothing. */
    NONE,
    /** Each process stands in an election of its own and takes it for the common one. */
    NO_EXCLUSION,
    /** A term that is over, or will be, counts as valid for some seconds more. */
    CLAIMS_TOO_LONG
}
