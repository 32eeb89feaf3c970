/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CampaignStateTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BackendThreads threads = new BackendThreads("test");
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger ends = new AtomicInteger();
    private final CampaignState state = waiting();

    @AfterEach
    void close() {
        threads.close(LIMIT);
    }

    private CampaignState waiting() {
        return new CampaignState(
                threads, clock::get, () -> ServiceProblems.unreachable("closed"), ends::incrementAndGet);
    }

    @Test
    void aWinIsReported() {
        state.win(7, proof(10));
        assertThat(state.won()).succeedsWithin(LIMIT).isEqualTo(7L);
    }

    @Test
    void aCampaignThatHasLeftReportsNoWin() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        threads.tell(() -> awaitQuietly(left)); // the report of the win waits behind it
        state.win(7, proof(10));
        var confirmed = state.leave(new CompletableFuture<>());
        left.countDown();
        assertThat(state.won()).failsWithin(LIMIT);
        assertThat(confirmed).isNotDone();
    }

    @Test
    void theFirstRenewalAfterAWinGetsWhatIsLeftOfItsProof() {
        state.win(7, proof(10));
        clock.addAndGet(4); // over the wrap of the clock
        assertThat(state.renewed()).contains(Duration.ofNanos(6));
        assertThat(state.renewed()).isEmpty();
    }

    @Test
    void aProofThatIsMoreThanHalfUsedUpIsNotEnough() {
        state.win(7, proof(10));
        clock.addAndGet(6);
        assertThat(state.renewed()).isEmpty();
    }

    @Test
    void aCampaignThatIsOverHasNoProof() {
        CampaignState lost = won();
        lost.lose();
        assertThat(lost.renewed()).isEmpty();
        CampaignState aborted = won();
        aborted.abort(ServiceProblems.over());
        assertThat(aborted.renewed()).isEmpty();
        CampaignState left = won();
        assertThat(left.leave(new CompletableFuture<>())).isNotDone();
        assertThat(left.renewed()).isEmpty();
    }

    private CampaignState won() {
        CampaignState winner = waiting();
        winner.win(7, proof(10));
        return winner;
    }

    @Test
    void aCampaignEndsOnlyOnce() {
        state.lose();
        state.lose();
        state.fail(ServiceProblems.unreachable("late"));
        assertThat(state.isOver()).isTrue();
        assertThat(ends).hasValue(1);
        assertThat(state.lost()).succeedsWithin(LIMIT);
        assertThat(state.won()).failsWithin(LIMIT);
    }

    @Test
    void aFailureIsReportedAndLosesNoSeat() {
        state.fail(ServiceProblems.unreachable("no right"));
        assertThat(state.won())
                .failsWithin(LIMIT)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("no right");
        assertThat(state.lost()).isNotDone();
        assertThat(ends).hasValue(1);
    }

    @Test
    void aCampaignThatIsOverDoesNotWin() {
        state.lose();
        state.win(7, proof(10));
        assertThat(state.hasWon()).isFalse();
        assertThat(state.won()).failsWithin(LIMIT);
    }

    @Test
    void anAbortReleasesNothing() {
        state.abort(ServiceProblems.unreachable("closed"));
        state.lose();
        assertThat(ends).hasValue(0);
        assertThat(state.won()).failsWithin(LIMIT);
        assertThat(state.lost()).failsWithin(LIMIT);
    }

    private CampaignState.Proof proof(long nanos) {
        return new CampaignState.Proof(clock.get(), Duration.ofNanos(nanos));
    }

    @Test
    void theTimeSinceTheLastRenewalIsCorrectWhenTheClockWraps() {
        clock.addAndGet(100);
        assertThat(state.sinceLastRenewal()).isEqualTo(Duration.ofNanos(100));
        assertThat(state.renewed()).isEmpty();
        assertThat(state.sinceLastRenewal()).isZero();
    }

    @Test
    void aClosedBackendFailsEveryFuture() {
        threads.close(LIMIT);
        assertThat(state.leave(new CompletableFuture<>())).isCompletedExceptionally();
        state.neverBegan();
        assertThat(state.won()).isCompletedExceptionally();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
