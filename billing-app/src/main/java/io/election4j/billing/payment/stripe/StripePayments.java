/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.service.PaymentIntentService;
import io.election4j.billing.payment.Creation;
import io.election4j.billing.payment.Outcome;
import io.election4j.billing.payment.PaymentException;
import io.election4j.billing.payment.PaymentOrder;
import io.election4j.billing.payment.PaymentPage;
import io.election4j.billing.payment.PaymentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Implements payments by Stripe's PaymentIntents, each of which "ultimately creates at most one successful charge". One
 * call is one request: the SDK's own retries are off, because in-doubt payments are resolved by reading them.
 */
public final class StripePayments implements PaymentProvider {

    private static final long PAGE = 100;
    /** The number of connections kept open between calls; the JDK's default of 5 would reconnect for most calls. */
    private static final String KEPT_CONNECTIONS = "1024";

    private final PaymentIntentService intents;
    private final Duration timeLimit;

    public StripePayments(StripeSettings settings) {
        if (System.getProperty("http.maxConnections") == null) {
            System.setProperty("http.maxConnections", KEPT_CONNECTIONS);
        }
        disableTelemetry();
        this.timeLimit = settings.connectTimeout().plus(settings.readTimeout());
        this.intents = StripeClient.builder()
                .setApiKey(settings.apiKey())
                .setApiBase(settings.apiBase().toString())
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                .setMaxNetworkRetries(0)
                .build()
                .v1()
                .paymentIntents();
    }

    /**
     * Otherwise the SDK identifies this machine by a file in the user's home, and sends that id and timings with each
     * request.
     */
    private static void disableTelemetry() {
        Stripe.enableTelemetry = false;
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public Creation create(PaymentOrder order, String idempotencyKey) {
        try {
            return new Creation.Created(
                    intents.create(params(order), key(idempotencyKey)).getId());
        } catch (StripeException e) {
            return Answers.creation(e);
        }
    }

    @Override
    public Outcome execute(String ref, String idempotencyKey) {
        try {
            PaymentIntentConfirmParams params =
                    PaymentIntentConfirmParams.builder().setOffSession(true).build();
            return Answers.outcome(intents.confirm(ref, params, key(idempotencyKey)));
        } catch (StripeException e) {
            return Answers.outcome(e);
        }
    }

    @Override
    public Outcome get(String ref) {
        try {
            return Answers.outcome(intents.retrieve(ref));
        } catch (StripeException e) {
            return Answers.failedRead(e);
        }
    }

    @Override
    public Outcome cancel(String ref) {
        try {
            return Answers.outcome(intents.cancel(ref));
        } catch (StripeException e) {
            return Answers.outcome(e);
        }
    }

    @Override
    public PaymentPage list(Instant from, @Nullable String cursor) {
        PaymentIntentListParams.Builder params = PaymentIntentListParams.builder()
                .setLimit(PAGE)
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(from.getEpochSecond())
                        .build());
        if (cursor != null) {
            params.setStartingAfter(cursor);
        }
        try {
            StripeCollection<PaymentIntent> page = intents.list(params.build());
            List<PaymentIntent> data = page.getData();
            boolean more = Boolean.TRUE.equals(page.getHasMore()) && !data.isEmpty();
            return new PaymentPage(
                    data.stream().map(Answers::payment).toList(),
                    more ? data.get(data.size() - 1).getId() : null);
        } catch (StripeException e) {
            throw new PaymentException("Stripe's payments cannot be listed: " + Answers.reason(e), e);
        }
    }

    private static PaymentIntentCreateParams params(PaymentOrder order) {
        PaymentIntentCreateParams.Builder params = PaymentIntentCreateParams.builder()
                .setAmount(order.amountMinor())
                .setCurrency(order.currency().toLowerCase(Locale.ROOT))
                .setPaymentMethod(order.paymentMethod())
                .setConfirm(false)
                // No user is present who could be redirected.
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .setAllowRedirects(PaymentIntentCreateParams.AutomaticPaymentMethods.AllowRedirects.NEVER)
                        .build())
                .putMetadata(Answers.CHARGE_ID, order.chargeId().toString())
                .putMetadata(Answers.SUBSCRIPTION, Long.toString(order.subscription()))
                .putMetadata(Answers.PERIOD, order.period().toString());
        if (order.customer() != null) {
            params.setCustomer(order.customer());
        }
        return params.build();
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }
}
