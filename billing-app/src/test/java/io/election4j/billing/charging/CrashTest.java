/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.payment.stripe.StripePayments;
import io.election4j.billing.payment.stripe.StripeSettings;
import io.election4j.billing.sandbox.Faults;
import io.election4j.billing.sandbox.Sandbox;
import io.election4j.billing.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that another process takes over after a leader really dies at each place of the protocol. */
class CrashTest {

    private static final int SUBSCRIPTIONS = 8;

    /** With the delays the process dies while its request is under way: before, and after the money has moved. */
    @ParameterizedTest
    @CsvSource({
        "C0,1,0",
        "C1,1,0",
        "C2,3,0",
        "C3,3,0",
        "C4,3,0",
        "C5,3,0",
        "C5,1,40",
        "C5,1,260",
        "C6,3,0",
        "C7,3,0",
        "C8,1,0",
        "C9,3,0",
        "C10,3,0"
    })
    void theNextLeaderFinishesTheRunOfADeadOneAndChargesNothingTwice(
            CrashPoint point, int time, long delay, @TempDir Path folder) throws Exception {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.subscriptions(SUBSCRIPTIONS, Ledger.now());
        }
        try (Sandbox sandbox = sandbox(folder, delay > 0)) {
            try (Child leader = Child.start(ChargingProcess.class, folder, sandbox.uri(), 1, point, time, delay)) {
                assertThat(leader.awaitExit()).isEqualTo(ChargingProcess.HALTED);
            }
            StripePayments payments = payments(sandbox);
            try (Ledger ledger = Ledger.open(folder)) {
                RunReport report = ledger.charge(payments, 2);

                assertThat(report.end()).isEqualTo(RunReport.End.SETTLED);
                AuditReport audit = ledger.audit(payments);
                assertThat(audit.clean()).as(audit.toString()).isTrue();
                assertThat(audit.charged()).isEqualTo(SUBSCRIPTIONS);
                assertThat(sandbox.totals().successes()).isEqualTo(SUBSCRIPTIONS);
            }
        }
    }

    /** Tests that a frozen leader's row lock does not block the next leader, and that its transaction is aborted. */
    @Test
    void aLeaderFrozenInsideADecisionLosesItsTransaction(@TempDir Path folder) throws Exception {
        try (Ledger ledger = Ledger.open(folder);
                Sandbox sandbox = sandbox(folder, false);
                Child frozen = Child.start(ChargingProcess.class, folder, sandbox.uri(), 1, CrashPoint.C0, 1, "wait")) {
            ledger.subscriptions(SUBSCRIPTIONS, Ledger.now());
            StripePayments payments = payments(sandbox);
            frozen.awaitLine("REACHED");
            frozen.signal("STOP");

            assertThat(ledger.charge(payments, 2).succeeded()).isEqualTo(SUBSCRIPTIONS);
            frozen.signal("CONT");
            frozen.say("go on");

            assertThat(frozen.awaitLine("ENDED")).isEqualTo("ENDED STALE");
            AuditReport audit = ledger.audit(payments);
            assertThat(audit.clean()).as(audit.toString()).isTrue();
            assertThat(audit.fenceRejections()).isEqualTo(1);
            assertThat(ledger.texts("select distinct token from charge_event")).containsExactly("2");
            assertThat(ledger.texts("select token from leader_term where claim_wait_millis >= 1000"))
                    .containsExactly("2");
        }
    }

    private static StripePayments payments(Sandbox sandbox) {
        return new StripePayments(StripeSettings.of(sandbox.uri(), ChargingProcess.KEY));
    }

    private static Sandbox sandbox(Path folder, boolean slow) {
        SandboxSettings settings = SandboxSettings.of(folder.resolve("provider"), ChargingProcess.KEY);
        return Sandbox.start(slow ? settings.withFaults(Faults.NONE.with(Map.of("latency", "300ms"))) : settings);
    }
}
