/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

/** A period without faults, on the machine's monotonic clock. */
record QuietPeriod(long fromNanos, long untilNanos) {}
