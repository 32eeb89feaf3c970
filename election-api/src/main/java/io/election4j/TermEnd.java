/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

/** States why a term ended. */
public enum TermEnd {
    /** The leader resigned, or {@link Candidate#lead} returned or threw. */
    RESIGNED,
    /** The candidacy was closed. */
    WITHDRAWN,
    /** The service reported that the seat is gone. */
    LOST,
    /** The deadline passed without proof that the seat is still held. */
    EXPIRED
}
