/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.election4j.TermEnd;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests a term without an engine. */
class LiveTermTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Runnable> observers = new ArrayList<>();

    private LiveTerm term(Duration validity) {
        return new LiveTerm(loop, 1, loop.now() + validity.toNanos(), observers::add, resigned -> {});
    }

    @Test
    void theFirstReasonToEndIsKept() {
        LiveTerm term = term(Duration.ofSeconds(1));
        term.end(TermEnd.LOST);
        term.end(TermEnd.RESIGNED);
        observers.forEach(Runnable::run);

        assertThat(term.endReason()).isEqualTo(TermEnd.LOST);
        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.LOST);
    }

    @Test
    @Timeout(30)
    void awaitEndReturnsBeforeAnObserverRuns() throws Exception {
        LiveTerm term = term(Duration.ofHours(1));
        CompletableFuture<TermEnd> waited = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                waited.complete(term.awaitEnd());
            } catch (InterruptedException e) {
                waited.completeExceptionally(e);
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        term.end(TermEnd.LOST); // and no observer runs
        assertThat(waited.get()).isEqualTo(TermEnd.LOST);
        waiting.join();
    }

    @Test
    @Timeout(30)
    void awaitEndReturnsAtTheDeadlineWithoutTheLoop() throws Exception {
        ThreadLoop real = new ThreadLoop("unused");
        long deadline = real.now() + Duration.ofMillis(50).toNanos();
        LiveTerm term = new LiveTerm(real, 1, deadline, observers::add, resigned -> {});
        real.close();
        assertThat(term.awaitEnd()).isEqualTo(TermEnd.EXPIRED);
    }

    @Test
    void theEndIsReportedOnce() {
        LiveTerm term = term(Duration.ofSeconds(1));
        term.end(TermEnd.LOST);
        term.tellEnd();
        assertThat(observers).hasSize(1);
        assertThat(term.isUntold()).isFalse();
    }

    @Test
    void endingATermDoesNotRunItsObservers() {
        LiveTerm term = term(Duration.ofSeconds(1));
        List<TermEnd> told = new ArrayList<>();
        var unused = term.ended().thenAccept(told::add);
        term.end(TermEnd.LOST);
        assertThat(told).isEmpty();

        observers.forEach(Runnable::run);
        assertThat(told).containsExactly(TermEnd.LOST);
    }

    @Test
    void aCallerCannotEndTheTermByCompletingWhatItWasGiven() {
        LiveTerm term = term(Duration.ofSeconds(1));
        term.ended().toCompletableFuture().complete(TermEnd.LOST);

        assertThat(term.isValid()).isTrue();
        assertThat(term.ended().toCompletableFuture()).isNotDone();
    }

    @Test
    void askingWhetherItIsValidAllocatesNothing() {
        LiveTerm term = new LiveTerm(
                new ThreadLoop("unused"),
                1,
                System.nanoTime() + Duration.ofHours(1).toNanos(),
                observers::add,
                resigned -> {});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int rounds = 100_000;
        int valid = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            valid += term.isValid() ? 1 : 0;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(valid).isEqualTo(rounds);
        assertThat(allocated).as("bytes in %d calls", rounds).isLessThan(rounds);
    }
}
