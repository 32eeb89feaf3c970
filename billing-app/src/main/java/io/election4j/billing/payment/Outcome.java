/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

/** Describes what is known of a payment's execution. */
public sealed interface Outcome {

    /** The money has moved. */
    record Succeeded(Payment payment) implements Outcome {}

    /** The money will not move: a definite answer. */
    record Declined(String reason) implements Outcome {}

    /** Nothing has been executed, and the payment can still be executed. */
    record NotExecuted(String reason) implements Outcome {}

    /** The provider refuses this request; the payment's state shows the reason. */
    record Refused(String reason) implements Outcome {}

    /** The provider has accepted the payment and will decide later. */
    record Processing() implements Outcome {}

    /** The provider has no such payment. */
    record Missing() implements Outcome {}

    /** The money may have moved or not. */
    record Unknown(String reason) implements Outcome {}
}
