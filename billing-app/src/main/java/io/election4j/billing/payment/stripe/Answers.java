/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import io.election4j.billing.payment.Creation;
import io.election4j.billing.payment.Outcome;
import io.election4j.billing.payment.Payment;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Interprets Stripe's answers; every answer that is not definite is unknown. */
final class Answers {

    static final String CHARGE_ID = "charge_id";
    static final String SUBSCRIPTION = "subscription";
    static final String PERIOD = "period";

    private static final int NO_ANSWER = 0;

    private Answers() {}

    static Outcome outcome(PaymentIntent intent) {
        String status = String.valueOf(intent.getStatus());
        return switch (status) {
            case "succeeded" -> new Outcome.Succeeded(payment(intent));
            case "processing" -> new Outcome.Processing();
            case "requires_confirmation" -> new Outcome.NotExecuted(status);
            case "canceled" -> new Outcome.Declined(status);
            case "requires_payment_method", "requires_action" -> new Outcome.Declined(declineReason(intent, status));
            default -> new Outcome.Unknown("status " + status);
        };
    }

    /** Interprets the failure of a request that may have moved money. */
    static Outcome outcome(StripeException failure) {
        return switch (status(failure)) {
            case 402 -> new Outcome.Declined(reason(failure));
            case 404 -> new Outcome.Missing();
            case 400 -> new Outcome.Refused(reason(failure));
            case 401, 403, 429 -> new Outcome.NotExecuted(reason(failure));
            default -> new Outcome.Unknown(reason(failure));
        };
    }

    /** Interprets the failure of a read, which proves only that a payment is missing. */
    static Outcome failedRead(StripeException failure) {
        return status(failure) == 404 ? new Outcome.Missing() : new Outcome.Unknown(reason(failure));
    }

    static Creation creation(StripeException failure) {
        return switch (status(failure)) {
            case 400, 402, 404 -> new Creation.Refused(reason(failure));
            default -> new Creation.Failed(reason(failure));
        };
    }

    static Payment payment(PaymentIntent intent) {
        boolean succeeded = "succeeded".equals(intent.getStatus());
        Long received = intent.getAmountReceived();
        return new Payment(
                intent.getId(),
                succeeded,
                succeeded && received != null ? received : intent.getAmount(),
                intent.getCurrency().toUpperCase(Locale.ROOT),
                mark(intent, CHARGE_ID, UUID::fromString),
                mark(intent, SUBSCRIPTION, Long::valueOf),
                mark(intent, PERIOD, YearMonth::parse));
    }

    /** Returns codes or the class of the cause, never a message, which may contain a few digits of a refused key. */
    static String reason(StripeException failure) {
        if (failure instanceof CardException card && card.getDeclineCode() != null) {
            return card.getDeclineCode();
        }
        int status = status(failure);
        if (status == NO_ANSWER) {
            Throwable cause = failure.getCause();
            return "no answer" + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")");
        }
        return "status " + status + (failure.getCode() == null ? "" : " " + failure.getCode());
    }

    private static int status(StripeException failure) {
        return failure.getStatusCode() == null ? NO_ANSWER : failure.getStatusCode();
    }

    private static String declineReason(PaymentIntent intent, String status) {
        StripeError error = intent.getLastPaymentError();
        if (error == null) {
            return status;
        }
        return error.getDeclineCode() != null ? error.getDeclineCode() : String.valueOf(error.getCode());
    }

    // Any client may write metadata, so foreign values are no error.
    private static <T> @Nullable T mark(PaymentIntent intent, String name, Function<String, T> reader) {
        Map<String, String> metadata = intent.getMetadata();
        String text = metadata == null ? null : metadata.get(name);
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            return null;
        }
    }
}
