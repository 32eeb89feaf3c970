/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.service.PaymentIntentService;
import java.net.URI;
import java.util.Map;

/** Connects the official SDK to a sandbox, with its own retries off. */
record Caller(PaymentIntentService intents) {

    static final String KEY = "sk_test_sandbox";
    static final String GOOD = "pm_card_visa";

    static Caller of(URI uri) {
        return of(uri, KEY);
    }

    static Caller of(URI uri, String key) {
        return new Caller(StripeClient.builder()
                .setApiKey(key)
                .setApiBase(uri.toString())
                .setMaxNetworkRetries(0)
                .setConnectTimeout(5_000)
                .setReadTimeout(20_000)
                .build()
                .v1()
                .paymentIntents());
    }

    static PaymentIntentCreateParams.Builder charge(String chargeId) {
        return charge(chargeId, GOOD);
    }

    static PaymentIntentCreateParams.Builder charge(String chargeId, String method) {
        return PaymentIntentCreateParams.builder()
                .setAmount(1250L)
                .setCurrency("usd")
                .setPaymentMethod(method)
                .putMetadata("charge_id", chargeId);
    }

    PaymentIntent create(PaymentIntentCreateParams.Builder params, String key) throws StripeException {
        return intents.create(params.build(), options(key));
    }

    PaymentIntent create(String chargeId) throws StripeException {
        return create(charge(chargeId), "create " + chargeId);
    }

    PaymentIntent confirm(String id, String key) throws StripeException {
        return intents.confirm(
                id, PaymentIntentConfirmParams.builder().setOffSession(true).build(), options(key));
    }

    static boolean replayed(PaymentIntent intent) {
        return intent.getLastResponse()
                .headers()
                .firstValue("Idempotent-Replayed")
                .equals(java.util.Optional.of("true"));
    }

    static Map<String, Long> dollars(long cents) {
        return Map.of("usd", cents);
    }

    static RequestOptions options(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
