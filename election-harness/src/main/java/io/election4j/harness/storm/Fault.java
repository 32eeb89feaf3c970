/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

/**
 * A fault that has happened, on the machine's monotonic clock.
 *
 * @param target the server or process concerned, in words
 */
record Fault(FaultKind kind, String target, long fromNanos, long untilNanos) {}
