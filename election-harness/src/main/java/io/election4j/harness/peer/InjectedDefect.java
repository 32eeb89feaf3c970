/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

/** A deliberate defect of the candidates of a process, to test that the defect is found. */
public enum InjectedDefect {
    /** No defect. */
    NONE,
    /** Each process stands in an election of its own and records its terms under the name of the common one. */
    NO_EXCLUSION,
    /** A term claims to be valid for some seconds after its end. */
    CLAIMS_TOO_LONG
}
