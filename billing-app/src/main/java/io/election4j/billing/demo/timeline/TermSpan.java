/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.timeline;

/**
 * One term as it was, in milliseconds since the demonstration began.
 *
 * @param candidate who led
 * @param token its fencing token
 * @param startedMillis when it claimed the database's fence
 * @param endedMillis when it ended, or stopped working for good
 * @param end why
 */
public record TermSpan(String candidate, long token, long startedMillis, long endedMillis, String end) {}
