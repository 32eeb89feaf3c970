/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static io.election4j.core.EngineFixture.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Leader;
import io.election4j.Term;
import io.election4j.TermEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * Tests a process without threads or memory at the worst moment: its state still changes, and it reports that later.
 */
class ShortageTest {
    private static final Duration WATCHDOG = Duration.ofSeconds(2);

    /** Refuses all tasks during a shortage. */
    private static final class ScarceThreads implements Executor {
        private boolean scarce;
        private int refused;

        @Override
        public void execute(Runnable task) {
            if (scarce) {
                refused++;
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        }
    }

    private final EngineFixture test = new EngineFixture();
    private final ScarceThreads threads = new ScarceThreads();
    private final ElectionEngine engine = test.engine(threads);

    private Candidacy enter() {
        Candidacy candidacy = engine.enter("job", "a", test.candidate);
        test.loop.settle();
        test.backend.campaign().left.complete(null);
        return candidacy;
    }

    @Test
    void aTermEndsAndItsSeatIsReleasedWithoutAThreadForObservers() throws Exception {
        Candidacy candidacy = enter();
        Term term = test.win(7);
        threads.scarce = true;
        test.backend.campaign().lost.complete(null);
        test.loop.settle();

        assertThat(threads.refused).isPositive();
        assertThat(term.isValid()).isFalse();
        assertThat(term.awaitEnd()).isEqualTo(TermEnd.LOST);
        assertThat(test.backend.campaigns.get(0).leaves).isEqualTo(1);
        assertThat(term.ended().toCompletableFuture()).isNotDone();
        test.candidate.returns();
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);

        threads.scarce = false;
        test.loop.advance(WATCHDOG);
        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.LOST);
    }

    @Test
    void aTermThatExpiresIsNotRenewedForEver() throws Exception {
        enter();
        test.win(7);
        threads.scarce = true;
        test.loop.advance(TTL);
        assertThat(test.backend.campaigns.get(0).leaves).isEqualTo(1);
        test.candidate.returns();
    }

    @Test
    void aWatchWithoutAThreadCallsItsObserverLater() {
        List<Optional<Leader>> told = new ArrayList<>();
        engine.watch("job", told::add);
        test.loop.settle();
        threads.scarce = true;
        Optional<Leader> leader = Optional.of(new Leader("b", 1));
        test.backend.question().complete(leader);
        test.loop.settle();
        assertThat(told).isEmpty();

        threads.scarce = false;
        test.loop.advance(WATCHDOG);
        assertThat(told).containsExactly(leader);
    }

    @Test
    void aTermWithoutAThreadIsGivenUpAndAnotherIsTriedLater() {
        threads.scarce = true;
        Candidacy candidacy = engine.enterAsync("job", "a", term -> new CompletableFuture<>());
        test.loop.settle();
        for (int term = 1; term <= 3; term++) {
            assertThat(test.backend.campaigns).hasSize(term);
            test.backend.campaign().won.complete(7L + term);
            test.loop.settle();
            test.backend.campaign().lastRenewal().complete(TTL);
            test.loop.settle();
            assertThat(test.backend.campaign().leaves).isEqualTo(1);
            assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);
            assertThat(candidacy.status().problem())
                    .hasValueSatisfying(text -> assertThat(text).contains("thread"));
            test.waitOutPause();
        }
    }

    @Test
    void closingNeedsNoThread() throws Exception {
        enter();
        threads.scarce = true;
        test.closeElsewhere(engine).get();
        assertThat(test.backend.closed).isTrue();
    }

    @Test
    void aRequestToResignWithoutAThreadCompletesLater() {
        CompletableFuture<Optional<Leader>> asked = engine.askToResign("job");
        test.loop.settle();
        threads.scarce = true;
        test.backend.question("job").complete(Optional.empty());
        test.loop.settle();
        assertThat(asked).isNotDone();

        threads.scarce = false;
        test.loop.advance(WATCHDOG);
        assertThat(asked).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aBackendThatReturnsNoFutureHasFailed() {
        Candidacy candidacy = enter();
        test.backend.campaign().renewing = ScriptedBackend.nothing();
        test.loop.advance(TTL);
        assertThat(stateOf(candidacy)).isEqualTo(State.UNREACHABLE);

        test.backend.campaign().grantRenewals(TTL);
        test.loop.advance(TTL.dividedBy(2));
        assertThat(stateOf(candidacy)).isEqualTo(State.WAITING);
    }
}
