/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.database.Database;
import io.election4j.billing.payment.Payment;
import io.election4j.billing.payment.PaymentOrder;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Records what happened according to the provider. Facts need no leadership. Thread-safe. */
public final class PaymentFacts {

    private final Database database;

    public PaymentFacts(Database database) {
        this.database = database;
    }

    /**
     * Records that money has moved, and restores the charge if it is lost.
     *
     * @return whether our books now hold this payment for the charge's success; false if the charge has another
     *     payment, or it is unknown what the payment is for
     */
    public boolean recordSuccess(String provider, Payment payment) {
        UUID id = payment.chargeId();
        Long subscription = payment.subscription();
        YearMonth period = payment.period();
        if (!payment.succeeded() || id == null || subscription == null || period == null) {
            return false;
        }
        return database.<Boolean, RuntimeException>repeatable(handle -> {
            Charges charges = new Charges(handle);
            if (charges.find(id).isEmpty()) {
                order(handle, id, subscription, period, payment)
                        .ifPresent(order -> restore(handle, provider, order, payment.ref()));
            }
            return charges.find(id)
                    .map(charge -> holds(charge, payment) || succeed(handle, charge, payment))
                    .orElse(false);
        });
    }

    private static boolean succeed(Handle handle, Charge charge, Payment payment) {
        Write success = new Write.Succeed(charge.order(), payment.ref());
        return Boolean.TRUE.equals(
                new WriteBatch(handle, null).apply(List.of(success)).get(success));
    }

    private static boolean holds(Charge charge, Payment payment) {
        return charge.state() == ChargeState.SUCCEEDED && payment.ref().equals(charge.ref());
    }

    private static Optional<PaymentOrder> order(
            Handle handle, UUID id, long subscription, YearMonth period, Payment payment) {
        return handle.createQuery("select customer, payment_method from subscription where subscription_id = :id")
                .bind("id", subscription)
                .map((row, context) -> new PaymentOrder(
                        id,
                        subscription,
                        period,
                        payment.amountMinor(),
                        payment.currency(),
                        row.getString("customer"),
                        row.getString("payment_method")))
                .findOne();
    }

    private static void restore(Handle handle, String provider, PaymentOrder order, String ref) {
        handle.createUpdate(
                        """
                                insert into charge (charge_id, subscription_id, period_start, amount_minor, currency,
                                    customer, payment_method, provider, params_hash, state, attempt, provider_ref,
                                    idem_key)
                                select :id, s.subscription_id, :month, :amount, :currency, :customer, :method,
                                    :provider, :hash, 'SENDING', 1, :ref, :key
                                from subscription s where s.subscription_id = :subscription and not exists (
                                    select 1 from charge c
                                    where c.subscription_id = :subscription and c.period_start = :month)""")
                .bind("id", order.chargeId())
                .bind("subscription", order.subscription())
                .bind("month", order.period().atDay(1))
                .bind("amount", order.amountMinor())
                .bind("currency", order.currency())
                .bind("customer", order.customer())
                .bind("method", order.paymentMethod())
                .bind("provider", provider)
                .bind("hash", Charge.hash(order))
                .bind("ref", ref)
                .bind("key", Charge.key(order.subscription(), order.period(), 1))
                .execute();
    }
}
