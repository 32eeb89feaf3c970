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
import org.junit.jupiter.api.Test;

/** A term on its own. */
class LiveTermTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Runnable> observers = new ArrayList<>();

    private LiveTerm term(Duration validity) {
        return new LiveTerm(loop, 1, loop.now() + validity.toNanos(), observers::add, resigned -> {});
    }

    @Test
    void theFirstReasonToEndStands() {
        LiveTerm term = term(Duration.ofSeconds(1));
        term.end(TermEnd.LOST);
        term.end(TermEnd.RESIGNED);
        observers.forEach(Runnable::run);

        assertThat(term.endReason()).isEqualTo(TermEnd.LOST);
        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.LOST);
    }

    @Test
    void whoEndsATermIsNotMadeToRunItsObservers() {
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
