/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.audit.AuditReport;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that several processes share one database file. */
class SharedDatabaseTest {

    @Test
    void processesThatOpenANewDatabaseAtOnceAllGetIn(@TempDir Path folder) throws Exception {
        try (Child one = Child.start(HostProcess.class, folder);
                Child two = Child.start(HostProcess.class, folder);
                Child three = Child.start(HostProcess.class, folder)) {
            assertThat(one.awaitLine("OPEN")).isEqualTo("OPEN 1");
            assertThat(two.awaitLine("OPEN")).isEqualTo("OPEN 1");
            assertThat(three.awaitLine("OPEN")).isEqualTo("OPEN 1");
        }
    }

    @Test
    void chargingGoesOnWhenTheProcessThatServesTheDatabaseIsKilled(@TempDir Path folder) throws Exception {
        Payments payments = new Payments(true, true, Duration.ofMillis(5));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Child host = Child.start(HostProcess.class, folder)) {
            host.awaitLine("OPEN");
            try (Ledger ledger = Ledger.open(folder)) {
                ledger.subscriptions(400, Ledger.now());
                Future<RunReport> run = thread.submit(() -> ledger.charge(payments, 1));
                awaitMoved(payments, 40);

                host.kill();

                assertThat(run.get(60, TimeUnit.SECONDS).end()).isEqualTo(RunReport.End.SETTLED);
                AuditReport audit = ledger.audit(payments);
                assertThat(audit.clean()).as(audit.toString()).isTrue();
                assertThat(payments.moved()).isEqualTo(400);
            }
        } finally {
            thread.shutdownNow();
        }
    }

    private static void awaitMoved(Payments payments, int count) {
        Wait.until(Duration.ofSeconds(60), count + " payments", () -> payments.moved() >= count);
        assertThat(payments.moved()).as("killed in the middle").isLessThan(400);
    }
}
