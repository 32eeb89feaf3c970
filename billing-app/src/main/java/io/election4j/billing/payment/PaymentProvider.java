/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes payments in two steps: an object that moves no money, then its execution, which can succeed at most once
 * however often it is requested. Thread-safe; every call ends within {@link #timeLimit}; except {@link #list}, no call
 * throws because of the provider or the network.
 */
public interface PaymentProvider {

    /** The provider's name in charges, such as {@code stripe}. */
    String name();

    /** Longest time that one call may take. */
    Duration timeLimit();

    /**
     * Creates a payment that moves no money yet; the same key gives the same payment while the provider remembers it.
     */
    Creation create(PaymentOrder order, String idempotencyKey);

    /** Moves the money of a payment, at most once. */
    Outcome execute(String ref, String idempotencyKey);

    /** Reads the state of a payment where it was written. */
    Outcome get(String ref);

    /** Ensures that a payment can never move money, unless it already has. */
    Outcome cancel(String ref);

    /**
     * Returns one page of all payments, in the provider's order.
     *
     * @param from payments made before this instant are not needed
     * @param cursor the {@code next} of the previous page; null for the first
     * @throws PaymentException if the payments cannot be read
     */
    PaymentPage list(Instant from, @Nullable String cursor);
}
