/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.election4j.billing.payment.PaymentProvider;
import io.election4j.billing.payment.stripe.StripePayments;
import io.election4j.billing.payment.stripe.StripeSettings;
import jakarta.inject.Singleton;

/** Binds the payment provider. */
final class ProviderModule extends AbstractModule {

    @Provides
    @Singleton
    PaymentProvider provider(StripeSettings settings) {
        return new StripePayments(settings);
    }
}
