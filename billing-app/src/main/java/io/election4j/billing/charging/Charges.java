/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.payment.PaymentOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads charges within the caller's transaction. */
record Charges(Handle handle) {

    private static final String COLUMNS = "charge_id, subscription_id, period_start, amount_minor, currency, customer,"
            + " payment_method, provider, params_hash, state, attempt, provider_ref, idem_key, epoch, token";
    private static final UUID FIRST = new UUID(0, 0);

    Optional<Charge> find(UUID id) {
        return handle.createQuery("select " + COLUMNS + " from charge where charge_id = :id")
                .bind("id", id)
                .map((row, context) -> charge(row))
                .findOne();
    }

    /** Reads charges in one state, oldest month first, after a given one. */
    List<Charge> page(ChargeState state, Optional<Charge> after, int size) {
        return handle.createQuery("select " + COLUMNS + " from charge where state = :state"
                        + " and (period_start > :period or (period_start = :period and charge_id > :id))"
                        + " order by period_start, charge_id fetch first :size rows only")
                .bind("state", state.name())
                .bind("period", after.map(c -> c.order().period().atDay(1)).orElse(LocalDate.of(1, 1, 1)))
                .bind("id", after.map(Charge::id).orElse(FIRST))
                .bind("size", size)
                .map((row, context) -> charge(row))
                .list();
    }

    long open() {
        return handle.createQuery("select count(*) from charge where state in ('PLANNED', 'PREPARED', 'SENDING')")
                .mapTo(Long.class)
                .one();
    }

    private static Charge charge(ResultSet row) throws SQLException {
        PaymentOrder order = new PaymentOrder(
                row.getObject("charge_id", UUID.class),
                row.getLong("subscription_id"),
                YearMonth.from(row.getObject("period_start", LocalDate.class)),
                row.getLong("amount_minor"),
                row.getString("currency"),
                row.getString("customer"),
                row.getString("payment_method"));
        return new Charge(
                order,
                row.getString("provider"),
                row.getString("params_hash"),
                ChargeState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getString("provider_ref"),
                row.getString("idem_key"),
                row.getLong("epoch"),
                row.getLong("token"));
    }
}
