/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes a payment in the provider's books. Charge, subscription and period are null if another client made it.
 *
 * @param succeeded whether the money has moved
 * @param amountMinor amount in the currency's smallest unit: what moved, or what would
 * @param currency ISO 4217 code in capitals
 */
public record Payment(
        String ref,
        boolean succeeded,
        long amountMinor,
        String currency,
        @Nullable UUID chargeId,
        @Nullable Long subscription,
        @Nullable YearMonth period) {}
