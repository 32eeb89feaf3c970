/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import java.time.Instant;
import java.util.Optional;

/**
 * A term that claimed the fence.
 *
 * @param claimWaitMillis how long the claim had to wait for a predecessor's last transaction
 * @param endedAt empty if the leader did not live to tell
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
