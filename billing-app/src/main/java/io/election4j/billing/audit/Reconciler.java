/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.audit;

import io.election4j.billing.charging.PaymentFacts;
import io.election4j.billing.database.Database;
import io.election4j.billing.payment.Payment;
import io.election4j.billing.payment.PaymentProvider;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Records every success of the provider that our books lack. Any process may run it at any time, leader or not. */
public final class Reconciler {

    private final PaymentFacts facts;
    private final PaymentProvider provider;

    public Reconciler(Database database, PaymentProvider provider) {
        this.facts = new PaymentFacts(database);
        this.provider = provider;
    }

    /**
     * Processes the provider's payments of one month.
     *
     * @return payments that moved money and match no charge of ours: each needs a human
     * @throws io.election4j.billing.payment.PaymentException if the provider's books cannot be read
     */
    public List<Payment> run(YearMonth period) {
        List<Payment> unfit = new ArrayList<>();
        for (Payment payment : ProviderPayments.of(provider, period)) {
            if (payment.succeeded() && !facts.recordSuccess(provider.name(), payment)) {
                unfit.add(payment);
            }
        }
        return unfit;
    }
}
