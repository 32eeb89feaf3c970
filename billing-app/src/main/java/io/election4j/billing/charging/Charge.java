/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.payment.PaymentOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds a charge as stored in the database.
 *
 * @param order the payment order, fixed when the charge was planned
 * @param paramsHash SHA-256 of the order
 * @param ref the one payment that may be executed for it; null before it is known
 * @param epoch of the term that last sent it; 0 if never sent
 * @param token of the term that last sent it; 0 if never sent
 */
record Charge(
        PaymentOrder order,
        String provider,
        String paramsHash,
        ChargeState state,
        int attempt,
        @Nullable String ref,
        String idempotencyKey,
        long epoch,
        long token) {

    UUID id() {
        return order.chargeId();
    }

    boolean isIntact() {
        return paramsHash.equals(hash(order));
    }

    Charge preparedAs(String payment) {
        return new Charge(
                order, provider, paramsHash, ChargeState.PREPARED, attempt, payment, idempotencyKey, epoch, token);
    }

    boolean wasSentBy(LeaderTerm term) {
        return state == ChargeState.SENDING && epoch == term.epoch() && token == term.token();
    }

    static String key(long subscription, Object period, int attempt) {
        return "chg:" + subscription + ":" + period + ":" + attempt;
    }

    /**
     * Returns the same id for the same key, so that a plan made again after a restored backup finds the earlier
     * payments.
     */
    static UUID id(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    static String hash(PaymentOrder order) {
        String text = String.join(
                "\n",
                order.chargeId().toString(),
                Long.toString(order.subscription()),
                order.period().toString(),
                Long.toString(order.amountMinor()),
                order.currency(),
                String.valueOf(order.customer()),
                order.paymentMethod());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
