/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment provider whose payments are made in two steps: an object that moves no money, then its execution, which can
 * succeed at most once however often it is asked for. Thread-safe; every call ends within {@link #timeLimit}; no call
 * throws for what the provider or the network does.
 */
public interface PaymentProvider {

    /** Name that charges carry, such as {@code stripe}. */
    String name();

    /** Longest time that one call may take. */
    Duration timeLimit();

    /** Makes a payment that moves no money yet; the same key gives the same payment while the provider remembers it. */
    Creation create(PaymentOrder order, String idempotencyKey);

    /** Moves the money of a payment, at most once. */
    Outcome execute(String ref, String idempotencyKey);

    /** What became of a payment, read where it was written. */
    Outcome get(String ref);

    /** Makes sure that a payment can never move money, unless it already has. */
    Outcome cancel(String ref);

    /**
     * One page of all payments, in the provider's order.
     *
     * @param from no payment made before this instant is wanted
     * @param cursor where the page before ended; null for the first
     */
    PaymentPage list(Instant from, @Nullable String cursor);
}
