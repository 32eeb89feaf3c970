/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;

/** Implements the operations on payment intents, each within the caller's transaction at one moment. */
final class PaymentIntents {

    /**
     * Accepted parameters; {@code []} stands for what is nested in a name. Accepts those that have no effect here, too.
     */
    private static final Set<String> CREATE = Set.of(
            "amount",
            "currency",
            "customer",
            "payment_method",
            "confirm",
            "off_session",
            "description",
            "metadata[]",
            "automatic_payment_methods[]",
            "payment_method_types[]",
            "expand[]",
            "error_on_requires_action",
            "statement_descriptor",
            "statement_descriptor_suffix",
            "receipt_email");

    private static final Set<String> CONFIRM =
            Set.of("payment_method", "off_session", "expand[]", "error_on_requires_action", "receipt_email");
    private static final Set<String> CANCEL = Set.of("cancellation_reason", "expand[]");
    private static final Set<String> REASONS = Set.of("duplicate", "fraudulent", "requested_by_customer", "abandoned");

    private static final long MAX_AMOUNT = 99_999_999;
    private static final int TIME_DIGITS = 9;
    private static final int RANDOM_BITS = 80;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final IntentTable intents;
    private final SuccessTable successes;
    private final Safeguards safeguards;
    private final long now;
    private final Duration processing;

    PaymentIntents(Handle handle, Safeguards safeguards, long now, Duration processing) {
        this.intents = new IntentTable(handle);
        this.successes = new SuccessTable(handle);
        this.safeguards = safeguards;
        this.now = now;
        this.processing = processing;
    }

    Reply create(Parameters parameters) {
        parameters.allow(CREATE);
        boolean confirm = parameters.flag("confirm");
        if (!confirm && parameters.flag("off_session")) {
            throw ApiError.parameter(
                    "parameter_invalid", "off_session", "You can only pass off_session when confirm is true.");
        }
        Intent intent = read(parameters);
        if (confirm && intent.method().isEmpty()) {
            throw ApiError.parameter(
                    "parameter_missing", "payment_method", "You cannot confirm without a payment_method.");
        }
        intents.insert(intent);
        return confirm ? charge(intent) : Reply.ok(Json.intent(intent));
    }

    Reply confirm(String id, Parameters parameters) {
        parameters.allow(CONFIRM);
        parameters.flag("off_session");
        Intent intent = intents.lock(id).orElseThrow(() -> ApiError.noSuchIntent(id));
        Intent chosen = parameters.paymentMethod().map(intent::on).orElse(intent);
        return switch (intent.status()) {
            case SUCCEEDED ->
                safeguards.atMostOnce()
                        ? Reply.unexpectedState(
                                "You cannot confirm this PaymentIntent because it has already succeeded after being"
                                        + " previously confirmed.",
                                intent)
                        : charge(chosen);
            case PROCESSING, CANCELED -> notFrom(intent, "confirm");
            case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION ->
                chosen.method().isPresent()
                        ? charge(chosen)
                        : Reply.unexpectedState(
                                "You cannot confirm this PaymentIntent because it's missing a payment method.", intent);
        };
    }

    Reply cancel(String id, Parameters parameters) {
        parameters.allow(CANCEL);
        String reason = parameters.text("cancellation_reason").orElse(null);
        if (reason != null && !REASONS.contains(reason)) {
            throw ApiError.parameter(
                    "parameter_invalid", "cancellation_reason", "Invalid cancellation_reason: " + reason);
        }
        Intent intent = intents.lock(id).orElseThrow(() -> ApiError.noSuchIntent(id));
        return switch (intent.status()) {
            case SUCCEEDED, PROCESSING, CANCELED -> notFrom(intent, "cancel");
            case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION -> {
                Intent canceled = intent.canceled(now, reason);
                intents.update(canceled);
                yield Reply.ok(Json.intent(canceled));
            }
        };
    }

    Reply get(String id) {
        return Reply.ok(Json.intent(intents.find(id).orElseThrow(() -> ApiError.noSuchIntent(id))));
    }

    /** Moves the money of intents that have been processing for long enough. */
    void settle() {
        for (Intent due : intents.lockDue(now)) {
            String charge = due.latestCharge() == null ? newId("ch_") : due.latestCharge();
            intents.update(due.succeeded(charge));
            successes.insert(due, charge, now);
        }
    }

    private Intent read(Parameters parameters) {
        String method = parameters.paymentMethod().orElse(null);
        return new Intent(
                0,
                newId("pi_"),
                amount(parameters),
                currency(parameters),
                parameters.text("customer").orElse(null),
                method,
                parameters.text("description").orElse(null),
                Json.text(parameters.metadata()),
                method == null ? Intent.Status.REQUIRES_PAYMENT_METHOD : Intent.Status.REQUIRES_CONFIRMATION,
                now,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Reply charge(Intent intent) {
        String charge = newId("ch_");
        DeclineReason failure = DeclineReason.of(intent.method().orElseThrow()).orElse(null);
        if (failure != null) {
            Intent failed = intent.failed(failure, charge);
            intents.update(failed);
            return Reply.declined(failed, failure);
        }
        boolean later = !processing.isZero();
        Intent charged = later ? intent.processing(now + processing.toMillis(), charge) : intent.succeeded(charge);
        intents.update(charged);
        if (!later) {
            successes.insert(charged, charge, now);
        }
        return Reply.ok(Json.intent(charged));
    }

    private static Reply notFrom(Intent intent, String verb) {
        return Reply.unexpectedState(
                "You cannot " + verb + " this PaymentIntent because it has a status of "
                        + intent.status().name().toLowerCase(Locale.ROOT)
                        + ". Only a PaymentIntent with one of the following statuses may be " + verb
                        + "ed: requires_payment_method, requires_confirmation.",
                intent);
    }

    private static long amount(Parameters parameters) {
        parameters.required("amount");
        long amount = parameters.integer("amount").orElseThrow();
        if (amount < 1) {
            throw ApiError.parameter(
                    "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
        }
        if (amount > MAX_AMOUNT) {
            throw ApiError.parameter(
                    "amount_too_large", "amount", "Amount must be no more than " + MAX_AMOUNT + " minor units.");
        }
        return amount;
    }

    private static String currency(Parameters parameters) {
        String currency = parameters.required("currency");
        if (!currency.matches("[a-zA-Z]{3}")
                || CurrencyUnit.registeredCurrencies().stream()
                        .noneMatch(known -> known.getCode().equalsIgnoreCase(currency))) {
            throw ApiError.parameter("parameter_invalid", "currency", "Invalid currency: " + currency);
        }
        return currency.toLowerCase(Locale.ROOT);
    }

    /** Grows with time, so that the database writes at the end of its index and not everywhere. */
    private String newId(String prefix) {
        String time = Long.toString(now, Character.MAX_RADIX);
        return prefix
                + "0".repeat(TIME_DIGITS - time.length())
                + time
                + new BigInteger(RANDOM_BITS, RANDOM).setBit(RANDOM_BITS).toString(Character.MAX_RADIX);
    }
}
