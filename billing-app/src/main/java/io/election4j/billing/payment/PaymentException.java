/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment;

/** Reports that the provider's books cannot be read; the message is one sentence for the operator. */
public final class PaymentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PaymentException(String message, Throwable cause) {
        super(message, cause);
    }
}
