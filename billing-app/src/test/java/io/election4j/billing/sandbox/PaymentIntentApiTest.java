/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentIntentApiTest {

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.of(folder, Caller.KEY).withClock(clock));
        caller = Caller.of(sandbox.uri());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anIntentIsCreatedWithoutMovingMoney() throws Exception {
        PaymentIntent intent =
                caller.create(Caller.charge("c1").setCustomer("cus_1").setDescription("March"), "k1");

        assertThat(intent.getId()).startsWith("pi_");
        assertThat(intent.getObject()).isEqualTo("payment_intent");
        assertThat(intent.getStatus()).isEqualTo("requires_confirmation");
        assertThat(intent.getAmount()).isEqualTo(1250);
        assertThat(intent.getAmountReceived()).isZero();
        assertThat(intent.getCurrency()).isEqualTo("usd");
        assertThat(intent.getCustomer()).isEqualTo("cus_1");
        assertThat(intent.getDescription()).isEqualTo("March");
        assertThat(intent.getMetadata()).isEqualTo(Map.of("charge_id", "c1"));
        assertThat(intent.getCreated()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(intent.getLivemode()).isFalse();
        assertThat(sandbox.totals().successes()).isZero();
    }

    @Test
    void aConfirmedIntentSucceedsAndCanBeRead() throws Exception {
        String id = caller.create("c1").getId();

        PaymentIntent confirmed = caller.confirm(id, "x1");
        PaymentIntent read = caller.intents().retrieve(id);

        assertThat(confirmed.getStatus()).isEqualTo("succeeded");
        assertThat(read.getAmountReceived()).isEqualTo(1250);
        assertThat(read.getLatestCharge()).startsWith("ch_");
        assertThat(read).isEqualTo(confirmed);
        assertThat(sandbox.totals()).isEqualTo(new SandboxTotals(1, 1, Caller.dollars(1250), Map.of(), Map.of()));
    }

    @Test
    void anIntentCanBeCreatedAndConfirmedAtOnce() throws Exception {
        PaymentIntent intent =
                caller.create(Caller.charge("c1").setConfirm(true).setOffSession(true), "k1");

        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(sandbox.totals().amounts()).isEqualTo(Caller.dollars(1250));
    }

    @Test
    void aSucceededIntentCannotBeConfirmedAgain() throws Exception {
        String id = caller.create("c1").getId();
        caller.confirm(id, "x1");

        var refused = catchThrowableOfType(InvalidRequestException.class, () -> caller.confirm(id, "x2"));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(refused.getStripeError().getPaymentIntent().getStatus()).isEqualTo("succeeded");
        assertThat(sandbox.totals().successes()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeDeclined, card_declined, generic_decline",
        "pm_card_visa_chargeDeclined, card_declined, generic_decline",
        "pm_card_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
        "pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card",
        "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card",
        "pm_card_chargeDeclinedProcessingError, processing_error, processing_error"
    })
    void aBadCardIsDeclined(String method, String code, String declineCode) throws Exception {
        String id = caller.create(Caller.charge("c1", method), "k1").getId();

        var declined = catchThrowableOfType(CardException.class, () -> caller.confirm(id, "x1"));
        PaymentIntent read = caller.intents().retrieve(id);

        assertThat(declined.getStatusCode()).isEqualTo(402);
        assertThat(declined.getCode()).isEqualTo(code);
        assertThat(declined.getDeclineCode()).isEqualTo(declineCode);
        assertThat(read.getStatus()).isEqualTo("requires_payment_method");
        assertThat(read.getLastPaymentError().getDeclineCode()).isEqualTo(declineCode);
        assertThat(sandbox.totals().successes()).isZero();
    }

    @Test
    void aDeclinedIntentSucceedsOnceWithAnotherCard() throws Exception {
        String id = caller.create(Caller.charge("c1", "pm_card_chargeDeclined"), "k1")
                .getId();
        assertThatExceptionOfType(CardException.class).isThrownBy(() -> caller.confirm(id, "x1"));

        var without = catchThrowableOfType(InvalidRequestException.class, () -> caller.confirm(id, "x2"));
        PaymentIntent paid = caller.intents()
                .confirm(
                        id,
                        PaymentIntentConfirmParams.builder()
                                .setPaymentMethod(Caller.GOOD)
                                .build());

        assertThat(without.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLastPaymentError()).isNull();
    }

    @Test
    void aCanceledIntentIsOver() throws Exception {
        String id = caller.create("c1").getId();

        PaymentIntent canceled = caller.intents()
                .cancel(
                        id,
                        PaymentIntentCancelParams.builder()
                                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.DUPLICATE)
                                .build());
        var confirmed = catchThrowableOfType(InvalidRequestException.class, () -> caller.confirm(id, "x1"));
        var again = catchThrowableOfType(
                InvalidRequestException.class, () -> caller.intents().cancel(id));

        assertThat(canceled.getStatus()).isEqualTo("canceled");
        assertThat(canceled.getCancellationReason()).isEqualTo("duplicate");
        assertThat(canceled.getCanceledAt()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(confirmed.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(again.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(sandbox.totals().successes()).isZero();
    }

    @Test
    void aSucceededIntentCannotBeCanceled() throws Exception {
        String id = caller.create("c1").getId();
        caller.confirm(id, "x1");

        var refused = catchThrowableOfType(
                InvalidRequestException.class, () -> caller.intents().cancel(id));

        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(caller.intents().retrieve(id).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void intentsAreListedNewestFirstInPages() throws Exception {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, caller.create("c" + i).getId());
        }

        StripeCollection<PaymentIntent> first = caller.intents()
                .list(PaymentIntentListParams.builder().setLimit(2L).build());
        List<String> all = new ArrayList<>();
        first.autoPagingIterable().forEach(intent -> all.add(intent.getId()));

        assertThat(first.getHasMore()).isTrue();
        assertThat(first.getData()).extracting(PaymentIntent::getId).isEqualTo(made.subList(0, 2));
        assertThat(all).isEqualTo(made);
    }

    @Test
    void aListCanBeBoundedByTheTimeOfCreation() throws Exception {
        caller.create("early");
        clock.advance(Duration.ofSeconds(10));
        long second = clock.instant().getEpochSecond();
        caller.create("middle");
        clock.advance(Duration.ofSeconds(10));
        caller.create("late");

        assertThat(listed(second, second + 10)).containsExactly("middle");
        assertThat(listed(second, second + 11)).containsExactly("late", "middle");
        assertThat(listed(second - 10, second)).containsExactly("early");
    }

    private List<String> listed(long from, long before) throws Exception {
        var created = PaymentIntentListParams.Created.builder().setGte(from).setLt(before);
        return caller
                .intents()
                .list(PaymentIntentListParams.builder()
                        .setCreated(created.build())
                        .build())
                .getData()
                .stream()
                .map(intent -> String.valueOf(intent.getMetadata().get("charge_id")))
                .toList();
    }

    @Test
    void anotherKeyIsRefusedWithoutRepeatingIt() {
        Caller stranger = Caller.of(sandbox.uri(), "sk_test_other");

        var refused = catchThrowableOfType(AuthenticationException.class, () -> stranger.create("c1"));

        assertThat(refused.getStatusCode()).isEqualTo(401);
        assertThat(refused.getMessage()).doesNotContain("sk_test_other", Caller.KEY);
        assertThat(sandbox.totals().intents()).isZero();
    }

    @Test
    void anUnknownIntentIsNotFound() {
        var missing = catchThrowableOfType(
                InvalidRequestException.class, () -> caller.intents().retrieve("pi_none"));

        assertThat(missing.getStatusCode()).isEqualTo(404);
        assertThat(missing.getCode()).isEqualTo("resource_missing");
    }

    @ParameterizedTest
    @CsvSource({
        "0, usd, pm_card_visa, amount",
        "-1, usd, pm_card_visa, amount",
        "100000000, usd, pm_card_visa, amount",
        "1250, xyz, pm_card_visa, currency",
        "1250, dollar, pm_card_visa, currency",
        "1250, usd, card, payment_method",
        "1250, usd, pm_card_chargeDeclinedByMistake, payment_method"
    })
    void anInvalidParameterIsRefused(long amount, String currency, String method, String culprit) {
        PaymentIntentCreateParams.Builder params =
                Caller.charge("c1", method).setAmount(amount).setCurrency(currency);

        var refused = catchThrowableOfType(InvalidRequestException.class, () -> caller.create(params, "k1"));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getParam()).isEqualTo(culprit);
        assertThat(sandbox.totals().intents()).isZero();
    }

    @Test
    void aParameterThatTheSandboxDoesNotKnowIsNotIgnored() {
        var params = Caller.charge("c1").setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL);

        var refused = catchThrowableOfType(InvalidRequestException.class, () -> caller.create(params, "k1"));

        assertThat(refused.getCode()).isEqualTo("parameter_unknown");
        assertThat(refused.getParam()).isEqualTo("capture_method");
    }
}
