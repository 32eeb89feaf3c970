/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.payment.Creation;
import io.election4j.billing.payment.Outcome;
import io.election4j.billing.payment.PaymentOrder;
import io.election4j.billing.payment.PaymentPage;
import io.election4j.billing.payment.PaymentProvider;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Implements a provider that reports every payment as not executed, so that callers try again. */
record Forgetful(PaymentProvider provider) implements PaymentProvider {

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Duration timeLimit() {
        return provider.timeLimit();
    }

    @Override
    public Creation create(PaymentOrder order, String idempotencyKey) {
        return provider.create(order, idempotencyKey);
    }

    @Override
    public Outcome execute(String ref, String idempotencyKey) {
        return provider.execute(ref, idempotencyKey);
    }

    @Override
    public Outcome get(String ref) {
        return new Outcome.NotExecuted("forgotten");
    }

    @Override
    public Outcome cancel(String ref) {
        return provider.cancel(ref);
    }

    @Override
    public PaymentPage list(Instant from, @Nullable String cursor) {
        return provider.list(from, cursor);
    }
}
