/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid, and the marks by which the payment is found again in the provider's books.
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
