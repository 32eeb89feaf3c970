/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes what to pay, with the metadata that identifies the payment in the provider's books.
 *
 * @param amountMinor amount in the currency's smallest unit
 * @param currency ISO 4217 code in capitals
 */
public record PaymentOrder(
        UUID chargeId,
        long subscription,
        YearMonth period,
        long amountMinor,
        String currency,
        @Nullable String customer,
        String paymentMethod) {}
