/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.payment.Creation;
import io.election4j.billing.payment.Outcome;
import io.election4j.billing.payment.Payment;
import io.election4j.billing.payment.PaymentOrder;
import io.election4j.billing.payment.PaymentPage;
import io.election4j.billing.sandbox.Faults;
import io.election4j.billing.sandbox.Sandbox;
import io.election4j.billing.sandbox.SandboxSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StripePaymentsTest {

    private static final String KEY = "sk_test_secret";
    private static final Instant LONG_AGO = Instant.EPOCH;

    private Sandbox sandbox;
    private StripePayments payments;

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.of(folder, KEY));
        payments = payments(sandbox.uri(), KEY);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aPaymentMovesMoneyOnlyWhenExecutedAndCarriesItsMarks() {
        PaymentOrder order = order("pm_card_visa");
        String ref = create(order, "k");
        assertThat(sandbox.totals().successes()).isZero();
        assertThat(payments.get(ref)).isInstanceOf(Outcome.NotExecuted.class);

        Outcome outcome = payments.execute(ref, "k:x");

        assertThat(outcome)
                .isEqualTo(new Outcome.Succeeded(
                        new Payment(ref, true, 1234, "EUR", order.chargeId(), order.subscription(), order.period())));
        assertThat(payments.get(ref)).isEqualTo(outcome);
        assertThat(sandbox.totals().successes()).isEqualTo(1);
    }

    @Test
    void theSameKeyGivesTheSamePayment() {
        PaymentOrder order = order("pm_card_visa");

        assertThat(create(order, "k")).isEqualTo(create(order, "k"));
        assertThat(payments.create(order("pm_card_visa"), "k")).isInstanceOf(Creation.Refused.class);
    }

    @Test
    void aSecondExecutionIsRefusedAndTheStateTellsWhy() {
        String ref = create(order("pm_card_visa"), "k");
        payments.execute(ref, "k:x");

        assertThat(payments.execute(ref, "another")).isInstanceOf(Outcome.Refused.class);
        assertThat(payments.get(ref)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(sandbox.totals().successes()).isEqualTo(1);
    }

    @Test
    void aDeclineIsDefiniteAtOnceAndLater() {
        String ref = create(order("pm_card_chargeDeclined"), "k");

        assertThat(payments.execute(ref, "k:x")).isEqualTo(new Outcome.Declined("generic_decline"));
        assertThat(payments.get(ref)).isEqualTo(new Outcome.Declined("generic_decline"));
    }

    @Test
    void aCanceledPaymentCanNeverMoveMoney() {
        String ref = create(order("pm_card_visa"), "k");

        assertThat(payments.cancel(ref)).isEqualTo(new Outcome.Declined("canceled"));
        assertThat(payments.execute(ref, "k:x")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void lostAnswersAndServerErrorsAreUnknownEvenAfterTheMoneyMoved() {
        String lost = create(order("pm_card_visa"), "a");
        String failed = create(order("pm_card_visa"), "b");
        sandbox.changeFaults(Faults.NONE.with(Map.of("error-after", "1", "only", "confirm")));
        assertThat(payments.execute(failed, "b:x")).isInstanceOf(Outcome.Unknown.class);
        sandbox.changeFaults(Faults.NONE.with(Map.of("drop-after", "1", "only", "confirm")));
        assertThat(payments.execute(lost, "a:x")).isInstanceOf(Outcome.Unknown.class);
        sandbox.changeFaults(Faults.NONE);

        assertThat(payments.get(lost)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(payments.get(failed)).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void noAnswerInTimeIsUnknown() {
        String ref = create(order("pm_card_visa"), "k");
        sandbox.changeFaults(Faults.NONE.with(Map.of("latency", "2s")));
        StripePayments hasty = new StripePayments(
                new StripeSettings(sandbox.uri(), KEY, Duration.ofMillis(500), Duration.ofMillis(200)));

        assertThat(hasty.execute(ref, "k:x")).isInstanceOf(Outcome.Unknown.class);
        assertThat(hasty.get(ref)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void whatTheProviderDoesNotKnowIsMissing() {
        assertThat(payments.get("pi_none")).isEqualTo(new Outcome.Missing());
        assertThat(payments.execute("pi_none", "k")).isEqualTo(new Outcome.Missing());
    }

    @Test
    void aWrongKeyExecutesNothingAndIsNeverShown() {
        String ref = create(order("pm_card_visa"), "k");
        StripePayments stranger = payments(sandbox.uri(), "sk_test_wrong");

        assertThat(stranger.execute(ref, "k:x")).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(stranger.create(order("pm_card_visa"), "k2")).isInstanceOf(Creation.Failed.class);
        assertThat(StripeSettings.of(sandbox.uri(), KEY).toString()).doesNotContain(KEY);
    }

    @Test
    void allPagesAreListed() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 105; i++) {
            made.add(create(order("pm_card_visa"), "k" + i));
        }

        Set<String> listed = new HashSet<>();
        PaymentPage page = payments.list(LONG_AGO, null);
        page.payments().forEach(payment -> listed.add(payment.ref()));
        assertThat(page.next()).isNotNull();
        page = payments.list(LONG_AGO, page.next());
        page.payments().forEach(payment -> listed.add(payment.ref()));

        assertThat(page.next()).isNull();
        assertThat(listed).isEqualTo(made);
    }

    private String create(PaymentOrder order, String key) {
        Creation creation = payments.create(order, key);
        assertThat(creation).isInstanceOf(Creation.Created.class);
        return ((Creation.Created) creation).ref();
    }

    private static PaymentOrder order(String method) {
        return new PaymentOrder(UUID.randomUUID(), 7, YearMonth.of(2026, 1), 1234, "EUR", null, method);
    }

    private static StripePayments payments(URI uri, String key) {
        return new StripePayments(StripeSettings.of(uri, key));
    }
}
