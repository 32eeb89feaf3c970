/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
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

class FaultsTest {

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
    void anErrorAfterTheCommitIsRepeatedThoughTheMoneyHasMoved() throws Exception {
        String id = caller.create("c1").getId();
        set("error-after", "1");
        var first = catchThrowableOfType(ApiException.class, () -> caller.confirm(id, "x1"));
        sandbox.changeFaults(Faults.NONE);
        var second = catchThrowableOfType(ApiException.class, () -> caller.confirm(id, "x1"));

        assertThat(first.getStatusCode()).isEqualTo(500);
        assertThat(second.getStatusCode()).isEqualTo(500);
        assertThat(caller.intents().retrieve(id).getStatus()).isEqualTo("succeeded");
        assertThat(sandbox.totals().successes()).isEqualTo(1);
    }

    @Test
    void anErrorInsteadIsRepeatedAndNothingHasHappened() throws Exception {
        String id = caller.create("c1").getId();
        set("error-instead", "1");
        var first = catchThrowableOfType(ApiException.class, () -> caller.confirm(id, "x1"));
        sandbox.changeFaults(Faults.NONE);
        var second = catchThrowableOfType(ApiException.class, () -> caller.confirm(id, "x1"));

        assertThat(first.getStatusCode()).isEqualTo(500);
        assertThat(second.getStatusCode()).isEqualTo(500);
        assertThat(caller.intents().retrieve(id).getStatus()).isEqualTo("requires_confirmation");
        assertThat(caller.confirm(id, "x2").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void anErrorBeforeTheCommitLeavesNoTraceAndTheKeyFree() throws Exception {
        String id = caller.create("c1").getId();
        set("error-before", "1");
        var first = catchThrowableOfType(ApiException.class, () -> caller.confirm(id, "x1"));
        var second = catchThrowableOfType(ApiException.class, () -> caller.confirm(id, "x1"));
        sandbox.changeFaults(Faults.NONE);

        PaymentIntent third = caller.confirm(id, "x1");

        assertThat(List.of(first.getStatusCode(), second.getStatusCode())).containsExactlyInAnyOrder(500, 503);
        assertThat(third.getStatus()).isEqualTo("succeeded");
        assertThat(Caller.replayed(third)).isFalse();
    }

    @Test
    void aDroppedReplyIsAClosedConnectionAndTheMoneyHasMoved() throws Exception {
        String id = caller.create("c1").getId();
        set("drop-after", "1");
        assertThatExceptionOfType(ApiConnectionException.class).isThrownBy(() -> caller.confirm(id, "x1"));
        sandbox.changeFaults(Faults.NONE);

        assertThat(caller.intents().retrieve(id).getStatus()).isEqualTo("succeeded");
        PaymentIntent again = caller.confirm(id, "x1");

        assertThat(again.getStatus()).isEqualTo("succeeded");
        assertThat(Caller.replayed(again)).isTrue();
        assertThat(sandbox.totals().successes()).isEqualTo(1);
    }

    @Test
    void parametersAreStillCheckedWhenARequestIsToFail() {
        set("error-after", "1");

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> caller.create(Caller.charge("c1").setAmount(0L), "k1"));
    }

    @Test
    void aSlowConfirmationIsProcessingUntilItsTimeHasCome() throws Exception {
        String id = caller.create("c1").getId();
        set("processing", "5s");

        assertThat(caller.confirm(id, "x1").getStatus()).isEqualTo("processing");
        var again = catchThrowableOfType(InvalidRequestException.class, () -> caller.confirm(id, "x2"));
        clock.advance(Duration.ofMillis(4999));
        String before = caller.intents().retrieve(id).getStatus();
        long successesBefore = sandbox.totals().successes();
        clock.advance(Duration.ofMillis(1));
        PaymentIntent after = caller.intents().retrieve(id);

        assertThat(again.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(before).isEqualTo("processing");
        assertThat(successesBefore).isZero();
        assertThat(after.getStatus()).isEqualTo("succeeded");
        assertThat(after.getLatestCharge()).startsWith("ch_");
        assertThat(sandbox.totals().successes()).isEqualTo(1);
    }

    @Test
    void onlyTheChosenRequestsFail() throws Exception {
        sandbox.changeFaults(Faults.NONE.with(Map.of("error-before", "1", "only", "confirm")));

        String id = caller.create("c1").getId();

        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> caller.confirm(id, "x1"));
        assertThat(caller.intents().cancel(id).getStatus()).isEqualTo("canceled");
    }

    @Test
    void theSameSeedFailsTheSameRequests() {
        set("error-before", "0.5");
        List<Boolean> first = failures(40);
        set("error-before", "0.5");
        List<Boolean> second = failures(40);
        sandbox.changeFaults(Faults.NONE.with(Map.of("error-before", "0.5", "seed", "2")));

        assertThat(second).isEqualTo(first).contains(true, false);
        assertThat(failures(40)).isNotEqualTo(first);
    }

    @Test
    void aLatentRequestTakesItsTime() throws Exception {
        set("latency", "200ms");
        long start = System.nanoTime();

        caller.create("c1");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency      | fast | latency is 'fast': write a duration such as 50ms, 2s or 1m, or 0 for none.",
                "latency      | 50   | latency is '50': write a duration such as 50ms, 2s or 1m, or 0 for none.",
                "jitter       | 61m  | jitter is 3660000ms: choose 0ms to 3600000ms.",
                "drop-after   | 1.5  | drop-after is 1.5: choose a probability from 0 to 1.",
                "error-before | NaN  | error-before is NaN: choose a probability from 0 to 1.",
                "error-after  | some | error-after is 'some': write a probability from 0 to 1, such as 0.05.",
                "seed         | x    | seed is 'x': write a whole number.",
                "only         | list | only is 'list': choose all, create, confirm, cancel or read.",
                "drop         | 1    | There is no fault 'drop': known are latency, jitter, error-before,"
                        + " error-instead, error-after, drop-after, processing, seed, only."
            })
    void anInvalidFaultIsNamed(String name, String value, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.NONE.with(Map.of(name, value)))
                .withMessage(sentence);
    }

    @Test
    void faultsWithATotalProbabilityAboveOneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.NONE.with(Map.of("error-after", "0.6", "drop-after", "0.5")))
                .withMessageContaining("add up to 1.1");
    }

    private void set(String name, String value) {
        sandbox.changeFaults(Faults.NONE.with(Map.of(name, value)));
    }

    private List<Boolean> failures(int count) {
        List<Boolean> failed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                caller.create("c" + i);
                failed.add(false);
            } catch (StripeException e) {
                failed.add(true);
            }
        }
        return failed;
    }
}
