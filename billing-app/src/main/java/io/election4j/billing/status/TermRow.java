/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import java.time.Instant;
import java.util.Optional;

/**
 * Describes a term that claimed the fence.
 *
 * @param claimWaitMillis how long the claim waited for a predecessor's last transaction
 * @param endedAt empty if the leader ended without recording it
 * @param endReason empty likewise
 */
public record TermRow(
        String holder,
        long epoch,
        long token,
        Instant claimedAt,
        long claimWaitMillis,
        Optional<Instant> endedAt,
        Optional<String> endReason) {}
