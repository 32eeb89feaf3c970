/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.audit;

import io.election4j.billing.payment.Payment;
import io.election4j.billing.payment.PaymentPage;
import io.election4j.billing.payment.PaymentProvider;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads all payments of a month, one page at a time. */
final class ProviderPayments {

    private ProviderPayments() {}

    static List<Payment> of(PaymentProvider provider, YearMonth period) {
        // No month is charged before it begins; the extra day allows for clocks that differ.
        Instant from = period.atDay(1).minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<Payment> found = new ArrayList<>();
        PaymentPage page = provider.list(from, null);
        while (true) {
            page.payments().stream()
                    .filter(payment -> period.equals(payment.period()))
                    .forEach(found::add);
            String next = page.next();
            if (next == null) {
                return found;
            }
            page = provider.list(from, next);
        }
    }
}
