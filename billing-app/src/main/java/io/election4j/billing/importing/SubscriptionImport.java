/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes subscriptions to the billing database: a whole file in one transaction, or nothing. Thread-safe.
 *
 * <p>A subscription that the database knows by its external id keeps its next period, and gets the file's amount,
 * currency, payment method and, where the file names one, customer; planned charges do not change. A subscription that
 * is not in the file does not change.
 */
public final class SubscriptionImport {

    private static final int BATCH = 1000;

    private static final String INSERT =
            """
            insert into subscription (external_id, amount_minor, currency, customer, payment_method, next_period)
            values (:externalId, :amount, :currency, :customer, :method, :nextPeriod)""";

    private static final String UPDATE =
            """
            update subscription set amount_minor = :amount, currency = :currency,
                customer = coalesce(:customer, customer), payment_method = :method
            where external_id = :externalId""";

    /** Counts the subscriptions that were new, changed, and already as in the file. */
    public record Counts(long inserted, long updated, long unchanged) {}

    /** Holds the part of a stored subscription that a file can change. */
    private record Known(long amount, String currency, @Nullable String customer, String method) {

        boolean differs(SubscriptionRow row) {
            return amount != row.amount().getAmountMinorLong()
                    || !currency.equals(row.amount().getCurrencyUnit().getCode())
                    || !method.equals(row.paymentMethod())
                    || row.customer().filter(name -> !name.equals(customer)).isPresent();
        }
    }

    private final Jdbi jdbi;

    public SubscriptionImport(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Writes the rows of a file.
     *
     * @param firstPeriod first day of the first month to charge, for new subscriptions
     */
    public Counts write(List<SubscriptionRow> rows, LocalDate firstPeriod) {
        return jdbi.inTransaction(handle -> write(handle, rows, firstPeriod));
    }

    private static Counts write(Handle handle, List<SubscriptionRow> rows, LocalDate firstPeriod) {
        Map<String, Known> known = known(handle);
        List<SubscriptionRow> inserts = new ArrayList<>();
        List<SubscriptionRow> updates = new ArrayList<>();
        for (SubscriptionRow row : rows) {
            Known before = known.get(row.externalId());
            if (before == null) {
                inserts.add(row);
            } else if (before.differs(row)) {
                updates.add(row);
            }
        }
        batches(handle, INSERT, inserts, batch -> batch.bind("nextPeriod", firstPeriod));
        batches(handle, UPDATE, updates, batch -> {});
        return new Counts(inserts.size(), updates.size(), rows.size() - inserts.size() - updates.size());
    }

    private static Map<String, Known> known(Handle handle) {
        Map<String, Known> known = new HashMap<>();
        handle.createQuery("select external_id, amount_minor, currency, customer, payment_method from subscription")
                .map((row, context) -> Map.entry(
                        row.getString(1),
                        new Known(row.getLong(2), row.getString(3), row.getString(4), row.getString(5))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    private static void batches(Handle handle, String sql, List<SubscriptionRow> rows, Consumer<PreparedBatch> common) {
        for (int from = 0; from < rows.size(); from += BATCH) {
            try (PreparedBatch batch = handle.prepareBatch(sql)) {
                for (SubscriptionRow row : rows.subList(from, Math.min(from + BATCH, rows.size()))) {
                    common.accept(batch);
                    add(batch, row);
                }
                batch.execute();
            }
        }
    }

    private static void add(PreparedBatch batch, SubscriptionRow row) {
        batch.bind("externalId", row.externalId())
                .bind("amount", row.amount().getAmountMinorLong())
                .bind("currency", row.amount().getCurrencyUnit().getCode())
                .bind("customer", row.customer().orElse(null))
                .bind("method", row.paymentMethod())
                .add();
    }
}
