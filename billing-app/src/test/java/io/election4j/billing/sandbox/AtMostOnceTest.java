/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtMostOnceTest {

    private static final int CALLERS = 24;

    @TempDir
    Path folder;

    @Test
    void ofManyConfirmationsAtOnceOneSucceeds() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.of(folder, Caller.KEY))) {
            List<String> answers = confirmTogether(sandbox);

            assertThat(answers).filteredOn("succeeded"::equals).hasSize(1);
            assertThat(answers)
                    .filteredOn("payment_intent_unexpected_state"::equals)
                    .hasSize(CALLERS - 1);
            assertThat(sandbox.totals()).isEqualTo(new SandboxTotals(1, 1, Caller.dollars(1250), Map.of(), Map.of()));
        }
    }

    @Test
    void ofAConfirmationAndACancellationAtOnceOneWins() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.of(folder, Caller.KEY))) {
            Caller caller = Caller.of(sandbox.uri());
            for (int round = 0; round < 20; round++) {
                String id = caller.create("c" + round).getId();
                String key = "x" + round;
                List<String> answers = together(List.of(
                        () -> caller.confirm(id, key).getStatus(),
                        () -> caller.intents().cancel(id).getStatus()));

                assertThat(answers).containsOnlyOnce("payment_intent_unexpected_state");
                assertThat(answers).contains(caller.intents().retrieve(id).getStatus());
            }
            assertThat(sandbox.totals().chargesChargedTwice()).isEmpty();
        }
    }

    @Test
    void negativeControlWithoutTheGuardEveryConfirmationMovesMoney() throws Exception {
        SandboxSettings settings = SandboxSettings.of(folder, Caller.KEY).withSafeguards(new Safeguards(true, false));
        try (Sandbox sandbox = Sandbox.start(settings)) {
            List<String> answers = confirmTogether(sandbox);

            assertThat(answers).containsOnly("succeeded");
            assertThat(sandbox.totals().successes()).isEqualTo(CALLERS);
            assertThat(sandbox.totals().chargesChargedTwice()).isEqualTo(Map.of("c1", (long) CALLERS));
            assertThat(sandbox.totals().intentsChargedTwice()).hasSize(1);
        }
    }

    private static List<String> confirmTogether(Sandbox sandbox) throws Exception {
        Caller caller = Caller.of(sandbox.uri());
        String id = caller.create("c1").getId();
        return together(IntStream.range(0, CALLERS)
                .<Callable<String>>mapToObj(
                        i -> () -> caller.confirm(id, "x" + i).getStatus())
                .toList());
    }

    /** Returns the status, or the code of the error, of each call. */
    private static List<String> together(List<Callable<String>> calls) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(calls.size());
        try {
            List<Callable<String>> safe = calls.stream()
                    .<Callable<String>>map(call -> () -> answer(call))
                    .toList();
            return pool.invokeAll(safe).stream().map(AtMostOnceTest::value).toList();
        } finally {
            pool.shutdown();
        }
    }

    private static String answer(Callable<String> call) throws Exception {
        try {
            return call.call();
        } catch (InvalidRequestException e) {
            return String.valueOf(e.getCode());
        } catch (StripeException e) {
            return "unexpected: " + e;
        }
    }

    private static String value(Future<String> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
