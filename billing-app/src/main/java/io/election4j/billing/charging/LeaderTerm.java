/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.util.UUID;

/**
 * Identifies a term that claimed the fence.
 *
 * @param holder the candidate that leads
 * @param epoch raised by an operator when the coordination service loses its tokens
 * @param token fencing token of the election's term
 * @param termId distinguishes terms with the same numbers
 */
public record LeaderTerm(UUID termId, String holder, long epoch, long token) {}
