/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.audit.Audit;
import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.database.Database;
import io.election4j.billing.database.DatabaseSettings;
import io.election4j.billing.payment.PaymentProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Provides the billing database of a test, with the queries that tests need. */
final class Ledger implements AutoCloseable {

    static YearMonth now() {
        return YearMonth.now(ZoneOffset.UTC);
    }

    final Database database;

    private Ledger(Database database) {
        this.database = database;
    }

    static Ledger open(Path folder) {
        return new Ledger(Database.open(settings(folder)));
    }

    static DatabaseSettings settings(Path folder) {
        return DatabaseSettings.embedded(folder.resolve("billing")).withIdleInTransaction(Duration.ofSeconds(1));
    }

    /** Inserts subscriptions that are due from a month on. */
    Ledger subscriptions(int count, YearMonth next) {
        database.jdbi().useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    """
                    insert into subscription (external_id, amount_minor, currency, payment_method, next_period)
                    values (:external, :amount, :currency, 'pm_card_visa', :next)""");
            for (int i = 0; i < count; i++) {
                batch.bind("external", next + "-" + i)
                        .bind("amount", 100 + i)
                        .bind("currency", i % 3 == 0 ? "USD" : "EUR")
                        .bind("next", next.atDay(1))
                        .add();
            }
            batch.execute();
        });
        return this;
    }

    RunReport charge(PaymentProvider provider, long token) throws InterruptedException {
        return run(provider, CrashPoints.NONE).run(always(token));
    }

    ChargeRun run(PaymentProvider provider, CrashPoints crashPoints) {
        return new ChargeRun(database, Fence.of(database), provider, settings("test"), crashPoints);
    }

    static ChargeSettings settings(String holder) {
        return ChargeSettings.of(holder).withInFlight(16).withUntilSettled(true).withRescan(Duration.ofMillis(100));
    }

    AuditReport audit(PaymentProvider provider) {
        return audit(provider, now());
    }

    AuditReport audit(PaymentProvider provider, YearMonth period) {
        return new Audit(database, provider).run(period);
    }

    List<String> states() {
        return texts("select state from charge order by state");
    }

    List<String> texts(String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    long count(String table) {
        return database.jdbi().withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    /** Returns a leadership that is always valid. */
    static Leadership always(long token) {
        return new Leadership() {
            @Override
            public long fencingToken() {
                return token;
            }

            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public Duration remaining() {
                return Duration.ofHours(1);
            }
        };
    }

    @Override
    public void close() {
        database.close();
    }
}
