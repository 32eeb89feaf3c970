/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

/**
 * Describes a term that claimed to be valid at least once.
 *
 * @param fromNanos when it began, on the history's clock
 * @param untilNanos when it had ended, or when the last deadline that it claimed had passed
 */
public record ValidTerm(String election, String candidate, long token, long fromNanos, long untilNanos) {}
