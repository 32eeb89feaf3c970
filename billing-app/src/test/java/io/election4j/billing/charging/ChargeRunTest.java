/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.charging.Payments.Bend;
import io.election4j.billing.charging.Payments.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChargeRunTest {

    private final YearMonth now = Ledger.now();

    private final Payments payments = new Payments();
    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Ledger.open(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void everyDueSubscriptionIsChargedOnce() throws InterruptedException {
        ledger.subscriptions(30, now).subscriptions(5, now.plusMonths(1));

        RunReport report = ledger.charge(payments, 1);

        assertThat(report.end()).isEqualTo(RunReport.End.SETTLED);
        assertThat(report.planned()).isEqualTo(30);
        assertThat(report.succeeded()).isEqualTo(30);
        AuditReport audit = ledger.audit(payments);
        assertThat(audit.clean()).isTrue();
        assertThat(audit.due()).isEqualTo(30);
        assertThat(audit.charged()).isEqualTo(30);
        assertThat(audit.amountMinor()).containsEntry("USD", 1135L).containsEntry("EUR", 2300L);
        assertThat(payments.moved()).isEqualTo(30);
    }

    @Test
    void aSecondRunFindsNothingToDo() throws InterruptedException {
        ledger.subscriptions(5, now);
        ledger.charge(payments, 1);

        RunReport second = ledger.charge(payments, 2);

        assertThat(second.planned()).isZero();
        assertThat(second.succeeded()).isZero();
        assertThat(payments.moved()).isEqualTo(5);
    }

    @Test
    void missedMonthsAreChargedEachOnItsOwn() throws InterruptedException {
        ledger.subscriptions(4, now.minusMonths(2));

        RunReport report = ledger.charge(payments, 1);
        RunReport next = ledger.charge(payments, 2);

        assertThat(report.succeeded()).isEqualTo(12);
        assertThat(next.planned()).isZero();
        for (int back = 0; back <= 2; back++) {
            assertThat(ledger.audit(payments, now.minusMonths(back)).charged()).isEqualTo(4);
        }
        assertThat(ledger.texts("select distinct next_period from subscription"))
                .containsExactly(now.plusMonths(1).atDay(1).toString());
    }

    @Test
    void aMonthThatHasNotBegunIsRefused() {
        ledger.subscriptions(1, now);
        ChargeRun run = new ChargeRun(
                ledger.database,
                Fence.of(ledger.database),
                payments,
                Ledger.settings("a").withThrough(now.plusMonths(1)),
                CrashPoints.NONE);

        assertThatThrownBy(() -> run.run(Ledger.always(1)))
                .isInstanceOf(ChargingException.class)
                .hasMessageContaining("has not begun by the database's clock");
        assertThat(ledger.count("charge")).isZero();
    }

    @Test
    void anEarlierLastMonthLeavesLaterOnesAlone() throws InterruptedException {
        ledger.subscriptions(2, now.minusMonths(1));
        ChargeRun run = new ChargeRun(
                ledger.database,
                Fence.of(ledger.database),
                payments,
                Ledger.settings("a").withThrough(now.minusMonths(1)),
                CrashPoints.NONE);

        assertThat(run.run(Ledger.always(1)).planned()).isEqualTo(2);
        assertThat(ledger.audit(payments, now).missing()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Bend.class,
            names = {"LOST_REQUEST", "LOST_REPLY", "BUSY", "PROCESSING"})
    void badCallsEndInExactlyOneCharge(Bend bend) throws InterruptedException {
        ledger.subscriptions(12, now);
        payments.bend((call, number) -> number % 2 == 1 ? bend : Bend.NONE);

        ledger.charge(payments, 1);

        assertThat(ledger.audit(payments).clean()).isTrue();
        assertThat(payments.moved()).isEqualTo(12);
    }

    @Test
    void aDeclineIsFinal() throws InterruptedException {
        ledger.subscriptions(2, now);
        payments.bend((call, number) -> call == Call.EXECUTE && number == 1 ? Bend.DECLINE : Bend.NONE);

        RunReport report = ledger.charge(payments, 1);
        ledger.charge(payments, 2);

        assertThat(report.declined()).isEqualTo(1);
        assertThat(ledger.states()).containsExactly("DECLINED", "SUCCEEDED");
        assertThat(ledger.audit(payments).exactlyOnce()).isTrue();
        assertThat(payments.moved()).isEqualTo(1);
    }

    @Test
    void aPaymentThatTheProviderDoesNotKnowIsForAHuman() throws InterruptedException {
        ledger.subscriptions(1, now);
        payments.bend((call, number) -> switch (call) {
            case EXECUTE -> Bend.LOST_REQUEST;
            case GET -> Bend.MISSING;
            default -> Bend.NONE;
        });

        assertThat(ledger.charge(payments, 1).manual()).isEqualTo(1);
        assertThat(ledger.states()).containsExactly("MANUAL");
    }

    @Test
    void anOrderThatTheProviderRefusesIsForAHuman() throws InterruptedException {
        ledger.subscriptions(2, now);
        payments.bend((call, number) -> call == Call.CREATE && number == 1 ? Bend.REFUSE : Bend.NONE);

        assertThat(ledger.charge(payments, 1).manual()).isEqualTo(1);
        assertThat(ledger.states()).containsExactly("MANUAL", "SUCCEEDED");
    }

    @Test
    void aChargeThatWasChangedAfterItsPlanIsForAHuman() throws InterruptedException {
        ledger.subscriptions(1, now);
        payments.bend((call, number) -> Bend.BUSY);
        Deadline deadline = new Deadline(Duration.ofMillis(500));
        ledger.run(payments, CrashPoints.NONE).run(deadline);
        ledger.database.jdbi().useHandle(handle -> handle.execute("update charge set amount_minor = 1"));
        payments.bend((call, number) -> Bend.NONE);

        assertThat(ledger.charge(payments, 2).manual()).isEqualTo(1);
        assertThat(payments.moved()).isZero();
    }

    @Test
    void anEndedLeadershipEndsTheRun() throws InterruptedException {
        ledger.subscriptions(3, now);
        payments.bend((call, number) -> Bend.BUSY);

        RunReport report = ledger.run(payments, CrashPoints.NONE).run(new Deadline(Duration.ofMillis(300)));

        assertThat(report.end()).isEqualTo(RunReport.End.LEADERSHIP_ENDED);
        assertThat(ledger.texts("select end_reason from leader_term")).containsExactly("LEADERSHIP_ENDED");
    }
}
