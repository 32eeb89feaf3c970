/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/** The party whose figure it is. */
public enum Party {
    /** Election4j. */
    OURS,
    /** The client library, used alone. */
    RAW,
    /** The service itself, without an election: the physical limit. */
    FLOOR
}
