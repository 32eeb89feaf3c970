/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads and writes intents within the caller's transaction. */
record IntentTable(Handle handle) {

    /** Selects the intents of a list, newest first; bounds are milliseconds since 1970, the upper one excluded. */
    record Window(long createdFrom, long createdBefore, @Nullable String customer, long beforeSeq, int limit) {}

    void insert(Intent intent) {
        bind(
                        handle.createUpdate(
                                """
                                insert into intent (id, amount, currency, customer, payment_method, description, metadata,
                                    status, created_at, canceled_at, cancellation_reason, settles_at, failure,
                                    failed_method, latest_charge)
                                values (:id, :amount, :currency, :customer, :method, :description, :metadata,
                                    :status, :createdAt, :canceledAt, :reason, :settlesAt, :failure,
                                    :failedMethod, :charge)"""),
                        intent)
                .bind("amount", intent.amount())
                .bind("currency", intent.currency())
                .bind("customer", intent.customer())
                .bind("description", intent.description())
                .bind("metadata", intent.metadata())
                .bind("createdAt", intent.createdAt())
                .execute();
    }

    void update(Intent intent) {
        bind(
                        handle.createUpdate(
                                """
                                update intent set payment_method = :method, status = :status, canceled_at = :canceledAt,
                                    cancellation_reason = :reason, settles_at = :settlesAt, failure = :failure,
                                    failed_method = :failedMethod, latest_charge = :charge
                                where id = :id"""),
                        intent)
                .execute();
    }

    Optional<Intent> find(String id) {
        return handle.createQuery("select * from intent where id = :id")
                .bind("id", id)
                .map(IntentTable::read)
                .findOne();
    }

    /** Reads an intent that no other transaction can change or lock until this one ends. */
    Optional<Intent> lock(String id) {
        return handle.createQuery("select * from intent where id = :id for update")
                .bind("id", id)
                .map(IntentTable::read)
                .findOne();
    }

    List<Intent> list(Window window) {
        return handle.createQuery(
                        """
                        select * from intent
                        where created_at >= :from and created_at < :before and seq < :seq
                            and (cast(:customer as varchar) is null or customer = :customer)
                        order by seq desc limit :limit""")
                .bind("from", window.createdFrom())
                .bind("before", window.createdBefore())
                .bind("seq", window.beforeSeq())
                .bind("customer", window.customer())
                .bind("limit", window.limit())
                .map(IntentTable::read)
                .list();
    }

    /** Returns the intents whose money is due to move, locked. */
    List<Intent> lockDue(long now) {
        // The lower bound spares the database a scan of all intents without such a time.
        return handle.createQuery("select * from intent where settles_at between 0 and :now for update")
                .bind("now", now)
                .map(IntentTable::read)
                .list();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Intent intent) {
        DeclineReason failure = intent.failure();
        return statement
                .bind("id", intent.id())
                .bind("method", intent.paymentMethod())
                .bind("status", intent.status().name())
                .bind("canceledAt", intent.canceledAt())
                .bind("reason", intent.cancellationReason())
                .bind("settlesAt", intent.settlesAt())
                .bind("failure", failure == null ? null : failure.name())
                .bind("failedMethod", intent.failedMethod())
                .bind("charge", intent.latestCharge());
    }

    private static Intent read(ResultSet row, StatementContext context) throws SQLException {
        String failure = row.getString("failure");
        return new Intent(
                row.getLong("seq"),
                row.getString("id"),
                row.getLong("amount"),
                row.getString("currency").toLowerCase(Locale.ROOT),
                row.getString("customer"),
                row.getString("payment_method"),
                row.getString("description"),
                row.getString("metadata"),
                Intent.Status.valueOf(row.getString("status")),
                row.getLong("created_at"),
                row.getObject("canceled_at", Long.class),
                row.getString("cancellation_reason"),
                row.getObject("settles_at", Long.class),
                failure == null ? null : DeclineReason.valueOf(failure),
                row.getString("failed_method"),
                row.getString("latest_charge"));
    }
}
