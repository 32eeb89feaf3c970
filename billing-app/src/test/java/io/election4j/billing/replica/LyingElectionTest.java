/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.audit.Audit;
import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.database.Database;
import io.election4j.billing.database.DatabaseSettings;
import io.election4j.billing.importing.SubscriptionImport;
import io.election4j.billing.importing.SubscriptionRow;
import io.election4j.billing.payment.stripe.StripePayments;
import io.election4j.billing.payment.stripe.StripeSettings;
import io.election4j.billing.sandbox.Faults;
import io.election4j.billing.sandbox.Sandbox;
import io.election4j.billing.sandbox.SandboxSettings;
import io.election4j.spi.BackendUri;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests whole replicas on a coordination service that elects all of them at once. */
class LyingElectionTest {
    private static final String KEY = "sk_test_lying";
    private static final int REPLICAS = 3;
    private static final int SUBSCRIPTIONS = 150;
    private final YearMonth month = YearMonth.now(ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void threeReplicasThatAllBelieveTheyLeadChargeEachSubscriptionOnce() throws Exception {
        SandboxSettings provider = SandboxSettings.of(folder.resolve("books"), KEY)
                .withFaults(Faults.NONE.with(Map.of("latency", "20ms")));
        DatabaseSettings file = DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("billing"), "billing", "");
        try (Sandbox sandbox = Sandbox.start(provider);
                Database database = Database.open(file)) {
            new SubscriptionImport(database.jdbi()).write(subscriptions(), month.atDay(1));
            StripeSettings stripe = StripeSettings.of(sandbox.uri(), KEY);
            runAll(file, stripe);

            AuditReport audit = new Audit(database, new StripePayments(stripe)).run(month);
            assertThat(audit.clean()).as(audit.toString()).isTrue();
            assertThat(audit.charged()).isEqualTo(SUBSCRIPTIONS);
            assertThat(audit.fenceRejections()).isPositive();
            assertThat(sandbox.totals().chargesChargedTwice()).isEmpty();
        }
    }

    private void runAll(DatabaseSettings file, StripeSettings stripe) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(REPLICAS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < REPLICAS; i++) {
                ReplicaSettings settings = new ReplicaSettings(
                        BackendUri.parse("lying://everybody"), file, stripe, "replica-" + i, month, 4, true);
                runs.add(threads.submit(() -> {
                    try (Replica replica = Replica.open(settings, line -> {})) {
                        replica.run();
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<SubscriptionRow> subscriptions() {
        return IntStream.range(0, SUBSCRIPTIONS)
                .mapToObj(i -> new SubscriptionRow(
                        i + 2,
                        "subscription-" + i,
                        Money.ofMinor(CurrencyUnit.USD, 100 + i),
                        "pm_card_visa",
                        Optional.empty()))
                .toList();
    }
}
