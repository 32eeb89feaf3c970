/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/** Whose figure it is. */
public enum Party {
    /** Election4j's. */
    OURS,
    /** The client library's, used alone. */
    RAW,
    /** The service's own, with no election at all: the physical limit. */
    FLOOR
}
