/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names why a bank declines; the charged test payment method selects it. */
enum DeclineReason {
    GENERIC("chargeDeclined", "card_declined", "generic_decline", "Your card was declined."),
    INSUFFICIENT_FUNDS(
            "chargeDeclinedInsufficientFunds",
            "card_declined",
            "insufficient_funds",
            "Your card has insufficient funds."),
    LOST_CARD("chargeDeclinedLostCard", "card_declined", "lost_card", "Your card was declined."),
    STOLEN_CARD("chargeDeclinedStolenCard", "card_declined", "stolen_card", "Your card was declined."),
    EXPIRED_CARD("chargeDeclinedExpiredCard", "expired_card", null, "Your card has expired."),
    INCORRECT_CVC("chargeDeclinedIncorrectCvc", "incorrect_cvc", null, "Your card's security code is incorrect."),
    PROCESSING_ERROR(
            "chargeDeclinedProcessingError",
            "processing_error",
            null,
            "An error occurred while processing your card. Try again in a little bit."),
    VELOCITY(
            "chargeDeclinedVelocityLimitExceeded",
            "card_declined",
            "card_velocity_exceeded",
            "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.");

    private static final String CARD = "pm_card_";

    private final String method;
    private final String code;
    private final @Nullable String declineCode;
    private final String message;

    DeclineReason(String method, String code, @Nullable String declineCode, String message) {
        this.method = method;
        this.code = code;
        this.declineCode = declineCode;
        this.message = message;
    }

    String code() {
        return code;
    }

    /** Returns the bank's own reason, or the code if there is none. */
    String declineCode() {
        return declineCode == null ? code : declineCode;
    }

    String message() {
        return message;
    }

    /** Returns how charging this method fails; empty if it succeeds. */
    static Optional<DeclineReason> of(String paymentMethod) {
        String name = paymentMethod.replaceFirst("^pm_card_visa_", CARD);
        return Arrays.stream(values())
                .filter(failure -> name.equals(CARD + failure.method))
                .findFirst();
    }

    /** Whether the method exists: every {@code pm_} name does, except unknown ones that look like a failing one. */
    static boolean exists(String paymentMethod) {
        return paymentMethod.startsWith("pm_")
                && (of(paymentMethod).isPresent() || !paymentMethod.contains("chargeDeclined"));
    }
}
