/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a payment intent as in the books; times in milliseconds since 1970.
 *
 * @param seq place in the order of creation; 0 while not yet in the books
 * @param settlesAt when the money moves, while processing
 * @param failure how the last try failed, on {@code failedMethod}
 */
record Intent(
        long seq,
        String id,
        long amount,
        String currency,
        @Nullable String customer,
        @Nullable String paymentMethod,
        @Nullable String description,
        String metadata,
        Status status,
        long createdAt,
        @Nullable Long canceledAt,
        @Nullable String cancellationReason,
        @Nullable Long settlesAt,
        @Nullable DeclineReason failure,
        @Nullable String failedMethod,
        @Nullable String latestCharge) {

    /** Names the states of an intent; the names in lower case are the provider's. */
    enum Status {
        REQUIRES_PAYMENT_METHOD,
        REQUIRES_CONFIRMATION,
        PROCESSING,
        SUCCEEDED,
        CANCELED
    }

    Optional<String> method() {
        return Optional.ofNullable(paymentMethod);
    }

    /** Returns the intent with another method to charge, ready to be confirmed. */
    Intent on(String method) {
        return changed(method, Status.REQUIRES_CONFIRMATION, settlesAt, failure, failedMethod, latestCharge);
    }

    /** Returns the intent after a refusal by the bank: without the method, because another try with it is useless. */
    Intent failed(DeclineReason why, String charge) {
        return changed(null, Status.REQUIRES_PAYMENT_METHOD, null, why, paymentMethod, charge);
    }

    Intent processing(long until, String charge) {
        return changed(paymentMethod, Status.PROCESSING, until, null, null, charge);
    }

    Intent succeeded(String charge) {
        return changed(paymentMethod, Status.SUCCEEDED, null, null, null, charge);
    }

    Intent canceled(long at, @Nullable String reason) {
        return new Intent(
                seq,
                id,
                amount,
                currency,
                customer,
                paymentMethod,
                description,
                metadata,
                Status.CANCELED,
                createdAt,
                at,
                reason,
                null,
                failure,
                failedMethod,
                latestCharge);
    }

    private Intent changed(
            @Nullable String method,
            Status next,
            @Nullable Long settles,
            @Nullable DeclineReason why,
            @Nullable String whyMethod,
            @Nullable String charge) {
        return new Intent(
                seq,
                id,
                amount,
                currency,
                customer,
                method,
                description,
                metadata,
                next,
                createdAt,
                canceledAt,
                cancellationReason,
                settles,
                why,
                whyMethod,
                charge);
    }
}
