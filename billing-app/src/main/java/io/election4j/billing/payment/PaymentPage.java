/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one page of the provider's payments.
 *
 * @param next the cursor of the next page; null at the end
 */
public record PaymentPage(List<Payment> payments, @Nullable String next) {

    public PaymentPage {
        payments = List.copyOf(payments);
    }
}
