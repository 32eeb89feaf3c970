/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Reports that charging cannot continue; the message is one sentence for the operator. */
public final class ChargingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChargingException(String message) {
        super(message);
    }

    ChargingException(String message, Throwable cause) {
        super(message, cause);
    }
}
