/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the engine on its real loop and its real threads. */
class RealThreadsTest {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final long BOUND_SECONDS = 20;

    private final ScriptedBackend backend = new ScriptedBackend();
    private final ThreadLoop loop = new ThreadLoop("test-loop");
    private final ObserverThreads observers = new ObserverThreads(loop::now);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Elections elections = new ElectionEngine(EngineContext.of(loop, backend, observers, TTL, closed));

    @AfterEach
    void close() {
        elections.close();
        observers.close();
    }

    /** A campaign that wins at once and whose service always answers. */
    private static ScriptedCampaign winner() {
        ScriptedCampaign campaign = new ScriptedCampaign();
        campaign.grantRenewals(TTL);
        campaign.won.complete(7L);
        campaign.left.complete(null);
        return campaign;
    }

    @Test
    void anObserverOfTheEndMayBlockWithoutDelayingTheEngine() throws Exception {
        backend.starting = RealThreadsTest::winner;
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Candidacy candidacy = elections.enter("job", "a", term -> {
            var unused = term.ended().thenRun(() -> {
                blocked.countDown();
                await(release);
            });
            term.resign();
        });
        assertThat(blocked.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

        candidacy.close();
        assertThat(candidacy.status().state().name()).isEqualTo("WITHDRAWN");
        release.countDown();
    }

    @Test
    void aFailingTaskDoesNotStopTheLoop() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        loop.run(() -> {
            throw new AssertionError("expected by this test");
        });
        loop.after(Duration.ofMillis(1), later::countDown);

        assertThat(later.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void awaitEndReturnsWhenTheTermEnds() throws Exception {
        backend.starting = RealThreadsTest::winner;
        CompletableFuture<TermEnd> end = new CompletableFuture<>();
        CountDownLatch leading = new CountDownLatch(1);
        elections.enter("job", "a", (Term term) -> {
            leading.countDown();
            end.complete(term.awaitEnd());
        });
        assertThat(leading.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        elections.close();

        assertThat(end.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(TermEnd.WITHDRAWN);
    }

    @Test
    void closingEndsEveryThreadAndRefusesNewCandidates() throws Exception {
        backend.starting = RealThreadsTest::winner;
        CountDownLatch leading = new CountDownLatch(1);
        elections.enter("job", "a", term -> {
            leading.countDown();
            term.awaitEnd();
        });
        assertThat(leading.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        elections.close();
        observers.close();

        for (Thread thread : threadsNamed("test-loop", "leader-job", "election-observer")) {
            thread.join(TimeUnit.SECONDS.toMillis(BOUND_SECONDS));
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThatThrownBy(() -> elections.enter("job", "a", term -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("these elections are closed");
        assertThatThrownBy(() -> elections.watch("job", leader -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesThatAServiceCouldMisreadAreRefused() {
        for (String name : List.of("", "a/b", ".", "..", "a b", "é", "x".repeat(201))) {
            assertThatThrownBy(() -> elections.enter(name, "a", term -> {}))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("election's name");
        }
        for (String id : List.of("", "a\nb", "x".repeat(256))) {
            assertThatThrownBy(() -> elections.enter("job", id, term -> {}))
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("candidate's id");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts", e);
        }
    }

    private static List<Thread> threadsNamed(String... names) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> List.of(names).contains(thread.getName()))
                .toList();
    }
}
