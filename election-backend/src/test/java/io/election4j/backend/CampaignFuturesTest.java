/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CampaignFuturesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BackendThreads threads = new BackendThreads("test");
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final CampaignFutures futures =
            new CampaignFutures(threads, clock::get, () -> ServiceProblems.unreachable("closed"));

    @AfterEach
    void close() {
        threads.close(LIMIT);
    }

    @Test
    void aWinIsTold() {
        futures.completeWon(7, proof(10));
        assertThat(futures.won()).succeedsWithin(LIMIT).isEqualTo(7L);
    }

    @Test
    void whoeverHasLeftHearsOfNoWin() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        threads.tell(() -> awaitQuietly(left)); // the report of the win waits behind it
        futures.completeWon(7, proof(10));
        var confirmed = futures.leave(() -> {}, new CompletableFuture<>());
        left.countDown();
        assertThat(futures.won()).failsWithin(LIMIT);
        assertThat(confirmed).isNotDone();
    }

    @Test
    void theFirstRenewalAfterAWinGetsWhatIsLeftOfItsProof() {
        futures.completeWon(7, proof(10));
        clock.addAndGet(4); // over the wrap of the clock
        assertThat(futures.renewed()).contains(Duration.ofNanos(6));
        assertThat(futures.renewed()).isEmpty();
    }

    @Test
    void aProofThatIsMoreThanHalfUsedUpIsNotEnough() {
        futures.completeWon(7, proof(10));
        clock.addAndGet(6);
        assertThat(futures.renewed()).isEmpty();
    }

    @Test
    void noProofOutlivesTheSeat() {
        futures.completeWon(7, proof(10));
        futures.completeLost();
        assertThat(futures.renewed()).isEmpty();
        futures.completeWon(7, proof(10));
        futures.failAll(ServiceProblems.over());
        assertThat(futures.renewed()).isEmpty();
        futures.completeWon(7, proof(10));
        var left = futures.leave(() -> {}, new CompletableFuture<>());
        assertThat(futures.renewed()).isEmpty();
        assertThat(left).isNotDone();
    }

    private CampaignFutures.Proof proof(long nanos) {
        return new CampaignFutures.Proof(clock.get(), Duration.ofNanos(nanos));
    }

    @Test
    void silenceIsCountedFromTheLastQuestionOverTheWrapOfTheClock() {
        clock.addAndGet(100);
        assertThat(futures.sinceLastRenewal()).isEqualTo(Duration.ofNanos(100));
        assertThat(futures.renewed()).isEmpty();
        assertThat(futures.sinceLastRenewal()).isZero();
    }

    @Test
    void aClosedBackendAnswersEveryQuestion() {
        threads.close(LIMIT);
        assertThat(futures.leave(() -> {}, new CompletableFuture<>())).isCompletedExceptionally();
        futures.neverBegan();
        assertThat(futures.won()).isCompletedExceptionally();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
