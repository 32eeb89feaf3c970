/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionImportTest {

    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final Jdbi jdbi = Jdbi.create(url);
    // The database lives only while a connection is open.
    private final Handle keeper = jdbi.open();
    private final SubscriptionImport target = new SubscriptionImport(jdbi);

    @BeforeEach
    void migrate() {
        Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:db/billing")
                .load()
                .migrate();
    }

    @AfterEach
    void drop() {
        keeper.close();
    }

    @Test
    void newSubscriptionsAreInserted() {
        var counts = target.write(
                List.of(row("a", "USD 12.50", Optional.of("cus_1")), row("b", "JPY 500", Optional.empty())), MARCH);

        assertThat(counts).isEqualTo(new SubscriptionImport.Counts(2, 0, 0));
        assertThat(table())
                .containsExactly(
                        "a, 1250, USD, cus_1, pm_card_visa, 2026-03-01", "b, 500, JPY, null, pm_card_visa, 2026-03-01");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        List<SubscriptionRow> rows = List.of(row("a", "USD 12.50", Optional.of("cus_1")));
        target.write(rows, MARCH);

        assertThat(target.write(rows, APRIL)).isEqualTo(new SubscriptionImport.Counts(0, 0, 1));
        assertThat(table()).containsExactly("a, 1250, USD, cus_1, pm_card_visa, 2026-03-01");
    }

    @Test
    void aKnownSubscriptionIsUpdatedAndKeepsItsPeriod() {
        target.write(
                List.of(
                        row("a", "USD 12.50", Optional.of("cus_1")),
                        row("b", "USD 1.00", Optional.empty()),
                        row("c", "USD 1.00", Optional.empty())),
                MARCH);

        var counts = target.write(
                List.of(
                        row("a", "EUR 13.00", Optional.empty()),
                        row("b", "USD 1.00", Optional.empty()),
                        row("d", "USD 2.00", Optional.empty())),
                APRIL);

        assertThat(counts).isEqualTo(new SubscriptionImport.Counts(1, 1, 1));
        assertThat(table())
                .containsExactly(
                        "a, 1300, EUR, cus_1, pm_card_visa, 2026-03-01",
                        "b, 100, USD, null, pm_card_visa, 2026-03-01",
                        "c, 100, USD, null, pm_card_visa, 2026-03-01",
                        "d, 200, USD, null, pm_card_visa, 2026-04-01");
    }

    @Test
    void aFailedImportChangesNothing() {
        target.write(List.of(row("a", "USD 1.00", Optional.empty())), MARCH);
        List<SubscriptionRow> rows = new ArrayList<>(IntStream.range(0, 1500)
                .mapToObj(i -> row("n" + i, "USD 1.00", Optional.empty()))
                .toList());
        rows.add(row("a", "USD 2.00", Optional.empty()));
        rows.add(row("n7", "USD 1.00", Optional.empty()));

        assertThatExceptionOfType(JdbiException.class).isThrownBy(() -> target.write(rows, MARCH));
        assertThat(table()).containsExactly("a, 100, USD, null, pm_card_visa, 2026-03-01");
    }

    private static SubscriptionRow row(String id, String amount, Optional<String> customer) {
        return new SubscriptionRow(1, id, Money.parse(amount), "pm_card_visa", customer);
    }

    private List<String> table() {
        try (Handle handle = jdbi.open()) {
            return handle.createQuery("select * from subscription order by external_id")
                    .map((row, context) -> String.join(
                            ", ",
                            row.getString("external_id"),
                            row.getString("amount_minor"),
                            row.getString("currency"),
                            String.valueOf(row.getString("customer")),
                            row.getString("payment_method"),
                            row.getString("next_period")))
                    .list();
        }
    }
}
