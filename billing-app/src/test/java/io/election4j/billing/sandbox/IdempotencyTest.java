/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTest {

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        restart(Safeguards.ON);
    }

    private void restart(Safeguards safeguards) {
        sandbox = Sandbox.start(
                SandboxSettings.of(folder, Caller.KEY).withClock(clock).withSafeguards(safeguards));
        caller = Caller.of(sandbox.uri());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theSameRequestGetsTheSameAnswer() throws Exception {
        PaymentIntent first = caller.create(Caller.charge("c1"), "k1");
        PaymentIntent second = caller.create(Caller.charge("c1"), "k1");

        assertThat(second).isEqualTo(first);
        assertThat(body(second)).isEqualTo(body(first));
        assertThat(Caller.replayed(first)).isFalse();
        assertThat(Caller.replayed(second)).isTrue();
        assertThat(sandbox.totals().intents()).isEqualTo(1);
    }

    @Test
    void theFirstAnswerIsRepeatedEvenAfterTheIntentHasChanged() throws Exception {
        PaymentIntent first = caller.create(Caller.charge("c1"), "k1");
        caller.confirm(first.getId(), "x1");

        assertThat(caller.create(Caller.charge("c1"), "k1").getStatus()).isEqualTo("requires_confirmation");
    }

    @Test
    void aConfirmationIsRepeatedRatherThanRefused() throws Exception {
        String id = caller.create("c1").getId();
        caller.confirm(id, "x1");

        PaymentIntent again = caller.confirm(id, "x1");

        assertThat(again.getStatus()).isEqualTo("succeeded");
        assertThat(sandbox.totals().successes()).isEqualTo(1);
    }

    @Test
    void aDeclineIsSavedToo() throws Exception {
        String id = caller.create(Caller.charge("c1", "pm_card_chargeDeclined"), "k1")
                .getId();
        var first = catchThrowableOfType(CardException.class, () -> caller.confirm(id, "x1"));
        caller.intents()
                .confirm(
                        id,
                        PaymentIntentConfirmParams.builder()
                                .setPaymentMethod(Caller.GOOD)
                                .build());

        var second = catchThrowableOfType(CardException.class, () -> caller.confirm(id, "x1"));

        assertThat(second.getCharge()).isEqualTo(first.getCharge());
    }

    @Test
    void aKeyCannotBeUsedForOtherParameters() throws Exception {
        caller.create(Caller.charge("c1"), "k1");

        var refused = catchThrowableOfType(
                IdempotencyException.class,
                () -> caller.create(Caller.charge("c1").setAmount(1L), "k1"));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getStripeError().getType()).isEqualTo("idempotency_error");
        assertThat(caller.create(Caller.charge("c1"), "k1").getAmount()).isEqualTo(1250);
        assertThat(sandbox.totals().intents()).isEqualTo(1);
    }

    @Test
    void aKeyCannotBeUsedAtAnotherEndpoint() throws Exception {
        String id = caller.create(Caller.charge("c1"), "k1").getId();

        var refused = catchThrowableOfType(IdempotencyException.class, () -> caller.confirm(id, "k1"));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getStripeError().getType()).isEqualTo("idempotency_error");
        assertThat(sandbox.totals().successes()).isZero();
    }

    @Test
    void aKeyIsNotSpentByParametersThatAreRefused() throws Exception {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> caller.create(Caller.charge("c1").setAmount(0L), "k1"));

        PaymentIntent intent = caller.create(Caller.charge("c1"), "k1");

        assertThat(Caller.replayed(intent)).isFalse();
        assertThat(intent.getAmount()).isEqualTo(1250);
    }

    @Test
    void aKeyIsNotSpentByAnUnauthorizedRequest() throws Exception {
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> Caller.of(sandbox.uri(), "sk_test_other").create(Caller.charge("other"), "k1"));

        assertThat(Caller.replayed(caller.create(Caller.charge("c1"), "k1"))).isFalse();
    }

    @Test
    void aSecondRequestIsRefusedWhileTheFirstIsUnderWay() throws Exception {
        String id = caller.create("c1").getId();
        // Long enough for the second request to arrive on a busy machine.
        sandbox.changeFaults(Faults.NONE.with(Map.of("latency", "5s")));
        CompletableFuture<PaymentIntent> one = confirmAsync(id);
        CompletableFuture<PaymentIntent> other = confirmAsync(id);

        CompletableFuture.anyOf(one.exceptionally(this::ignore), other.exceptionally(this::ignore))
                .get(60, TimeUnit.SECONDS);
        StripeException refused = failure(one.isCompletedExceptionally() ? one : other);
        PaymentIntent succeeded = (one.isCompletedExceptionally() ? other : one).get(60, TimeUnit.SECONDS);

        assertThat(refused.getStatusCode()).isEqualTo(409);
        assertThat(refused.getCode()).isEqualTo("idempotency_key_in_use");
        assertThat(succeeded.getStatus()).isEqualTo("succeeded");
        assertThat(Caller.replayed(caller.confirm(id, "x1"))).isTrue();
    }

    @Test
    void aKeyIsForgottenAfterADay() throws Exception {
        String first = caller.create(Caller.charge("c1"), "k1").getId();
        clock.advance(Duration.ofHours(24).minusMillis(1));
        String dayYoung = caller.create(Caller.charge("c1"), "k1").getId();
        clock.advance(Duration.ofMillis(1));
        PaymentIntent dayOld = caller.create(Caller.charge("c1").setAmount(99L), "k1");

        assertThat(dayYoung).isEqualTo(first);
        assertThat(dayOld.getId()).isNotEqualTo(first);
        assertThat(Caller.replayed(dayOld)).isFalse();
        assertThat(Caller.replayed(caller.create(Caller.charge("c1").setAmount(99L), "k1")))
                .isTrue();
    }

    @Test
    void anAnswerOutlivesARestart() throws Exception {
        String id = caller.create(Caller.charge("c1"), "k1").getId();
        sandbox.close();
        restart(Safeguards.ON);

        PaymentIntent again = caller.create(Caller.charge("c1"), "k1");

        assertThat(again.getId()).isEqualTo(id);
        assertThat(Caller.replayed(again)).isTrue();
    }

    @Test
    void negativeControlWithoutIdempotencyTheSameRequestChargesTwice() throws Exception {
        sandbox.close();
        restart(new Safeguards(false, true));

        caller.create(Caller.charge("c1").setConfirm(true), "k1");
        caller.create(Caller.charge("c1").setConfirm(true), "k1");

        assertThat(sandbox.totals().chargesChargedTwice()).isEqualTo(Map.of("c1", 2L));
        assertThat(sandbox.totals().amounts()).isEqualTo(Caller.dollars(2500));
    }

    private CompletableFuture<PaymentIntent> confirmAsync(String id) {
        // A thread of its own: the common pool of Java 25 has only one on a machine with two processors.
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return caller.confirm(id, "x1");
                    } catch (StripeException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "confirm").start());
    }

    private PaymentIntent ignore(Throwable ignored) {
        return new PaymentIntent();
    }

    private static StripeException failure(CompletableFuture<PaymentIntent> failed) {
        var thrown = catchThrowableOfType(ExecutionException.class, () -> failed.get(0, TimeUnit.SECONDS));
        Throwable wrapped = Objects.requireNonNull(thrown.getCause());
        return (StripeException) Objects.requireNonNull(wrapped.getCause());
    }

    private static String body(PaymentIntent intent) {
        return intent.getLastResponse().body();
    }
}
