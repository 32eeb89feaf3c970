/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxProcessTest {

    private static final int CALLERS = 8;
    private static final int BEFORE_THE_KILL = 200;

    @TempDir
    Path folder;

    private final CountDownLatch enough = new CountDownLatch(BEFORE_THE_KILL);
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();

    /** Ids by the name of the charge: the answers before the sandbox was killed. */
    private final Map<String, String> answered = new ConcurrentHashMap<>();

    @Test
    void whatWasAnsweredBeforeAKillIsInTheBooksAfterIt() throws Exception {
        Path books = folder.resolve("books");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (SandboxProcess process = SandboxProcess.start(books)) {
            Caller caller = Caller.of(process.uri());
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> chargeUntilItFails(caller));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS))
                    .as(() -> "enough answers before " + ends)
                    .isTrue();
            process.kill();
            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            callers.shutdownNow();
        }
        try (Sandbox restarted = Sandbox.start(SandboxSettings.of(books, Caller.KEY))) {
            everyAnswerIsRepeated(Caller.of(restarted.uri()));
            SandboxTotals totals = restarted.totals();
            // A request that was cut off may have been committed, but only once.
            assertThat(totals.successes()).isBetween((long) answered.size(), (long) next.get());
            assertThat(totals.chargesChargedTwice()).isEmpty();
        }
    }

    private void everyAnswerIsRepeated(Caller caller) throws StripeException {
        Map<String, String> repeated = new HashMap<>();
        List<String> fresh = new ArrayList<>();
        for (String name : answered.keySet()) {
            var intent = caller.create(Caller.charge(name).setConfirm(true), name);
            repeated.put(name, intent.getId());
            if (!Caller.replayed(intent)) {
                fresh.add(name);
            }
        }
        assertThat(repeated).isEqualTo(answered);
        assertThat(fresh).isEmpty();
    }

    private void chargeUntilItFails(Caller caller) {
        try {
            while (true) {
                String name = "c" + next.incrementAndGet();
                answered.put(
                        name,
                        caller.create(Caller.charge(name).setConfirm(true), name)
                                .getId());
                enough.countDown();
            }
        } catch (StripeException killed) {
            ends.add(String.valueOf(killed));
        }
    }
}
