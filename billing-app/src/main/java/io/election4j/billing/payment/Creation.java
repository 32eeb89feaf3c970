/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

/** Describes the result of a request for a payment that moves no money yet. */
public sealed interface Creation {

    /** The payment exists. */
    record Created(String ref) implements Creation {}

    /** The provider will never accept this order. */
    record Refused(String reason) implements Creation {}

    /** The payment may exist or not; another request does no harm. */
    record Failed(String reason) implements Creation {}
}
