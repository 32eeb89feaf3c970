/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.payment.PaymentProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests three leaders at the same time. The audit must report the damage when any one protection is missing. */
class SplitBrainTest {

    private static final int SUBSCRIPTIONS = 60;

    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Ledger.open(folder);
        ledger.subscriptions(SUBSCRIPTIONS, Ledger.now());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void threeLeadersAtOnceChargeEachSubscriptionOnce() throws Exception {
        Payments payments = new Payments(true, true, Duration.ofMillis(5));

        List<RunReport> reports = race(payments, true);

        AuditReport audit = ledger.audit(payments);
        assertThat(audit.clean()).as(audit.toString()).isTrue();
        assertThat(audit.charged()).isEqualTo(SUBSCRIPTIONS);
        assertThat(payments.moved()).isEqualTo(SUBSCRIPTIONS);
        assertThat(audit.fenceRejections()).isPositive();
        assertThat(reports).extracting(RunReport::end).contains(RunReport.End.STALE, RunReport.End.SETTLED);
    }

    @Test
    void withoutTheGuardTheAuditSeesDecisionsOfOldTerms() throws Exception {
        Payments payments = new Payments(true, true, Duration.ofMillis(5));

        race(payments, false);

        AuditReport audit = ledger.audit(payments);
        assertThat(audit.staleDecisions()).isPositive();
        assertThat(audit.clean()).isFalse();
    }

    @Test
    void withoutAtMostOncePaymentsTheAuditSeesDuplicates() throws Exception {
        Payments payments = new Payments(false, false, Duration.ofMillis(5));
        // After a lost answer the provider reports the payment as not executed, so the next try acts like a blind
        // retry.
        payments.bend((call, number) ->
                call == Payments.Call.EXECUTE && number % 3 == 0 ? Payments.Bend.LOST_REPLY : Payments.Bend.NONE);

        ledger.run(new Forgetful(payments), CrashPoints.NONE).run(Ledger.always(1));

        AuditReport audit = ledger.audit(payments);
        assertThat(audit.duplicates()).isPositive();
        assertThat(audit.exactlyOnce()).isFalse();
    }

    @Test
    void withATokenThatDoesNotRiseTheNextLeaderIsShutOutAndTheAuditSeesWhatIsMissing() throws Exception {
        Payments payments = new Payments();
        Fence.of(ledger.database).claim("dead", 7, () -> true, Duration.ofSeconds(30));

        RunReport report = ledger.charge(payments, 7);

        assertThat(report.end()).isEqualTo(RunReport.End.STALE);
        AuditReport audit = ledger.audit(payments);
        assertThat(audit.missing()).isEqualTo(SUBSCRIPTIONS);
        assertThat(audit.exactlyOnce()).isFalse();
    }

    private List<RunReport> race(PaymentProvider payments, boolean guarded) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        CountDownLatch working = new CountDownLatch(1);
        try {
            List<Future<RunReport>> runs = new ArrayList<>();
            for (int token = 1; token <= 3; token++) {
                runs.add(threads.submit(leader(payments, guarded, token, working)));
                // Each leader works before the next one starts.
                working.await();
            }
            List<RunReport> reports = new ArrayList<>();
            for (Future<RunReport> run : runs) {
                reports.add(run.get());
            }
            return reports;
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<RunReport> leader(PaymentProvider payments, boolean guarded, long token, CountDownLatch working) {
        CrashPoints firstSent = point -> {
            if (point == CrashPoint.C4) {
                working.countDown();
            }
        };
        Fence fence = Fence.of(ledger.database);
        Guard guard = guarded ? fence::guard : (handle, term) -> true;
        ChargeSettings settings = Ledger.settings("leader-" + token).withInFlight(4);
        return () ->
                new ChargeRun(ledger.database, fence, payments, settings, firstSent, guard).run(Ledger.always(token));
    }
}
