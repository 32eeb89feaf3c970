/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.timeline;

/**
 * Describes one term, in milliseconds since the demonstration began.
 *
 * @param candidate the leader
 * @param token its fencing token
 * @param startedMillis when it claimed the database's fence
 * @param endedMillis when it ended, or stopped working for good
 * @param end the reason
 */
public record TermSpan(String candidate, long token, long startedMillis, long endedMillis, String end) {}
