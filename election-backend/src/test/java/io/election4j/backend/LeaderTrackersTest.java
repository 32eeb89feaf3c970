/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Leader;
import io.election4j.backend.LeaderTracker.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderTrackersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Optional<Leader> NOBODY = Optional.empty();
    private static final Optional<Leader> ANN = Optional.of(new Leader("ann", 1));
    private static final Optional<Leader> BOB = Optional.of(new Leader("bob", 2));

    /** A source whose reads the test answers. */
    private static final class Scripted implements LeaderTracker.Source {
        private final LeaderTracker tracker;
        private final Deque<Reading> reads = new ArrayDeque<>();
        private boolean watching;
        private boolean mayClose = true;
        private boolean closed;

        Scripted(LeaderTracker tracker) {
            this.tracker = tracker;
        }

        @Override
        public void read(Reading reading) {
            reads.add(reading);
        }

        @Override
        public boolean isWatching() {
            return watching;
        }

        @Override
        public Optional<Duration> period() {
            return Optional.of(PATIENCE);
        }

        @Override
        public boolean close() {
            closed = mayClose;
            return mayClose;
        }
    }

    private final BackendThreads threads = new BackendThreads("test");
    private final AtomicLong clock = new AtomicLong();
    private final Deque<Scripted> created = new ArrayDeque<>();
    private final LeaderTrackers<Scripted> trackers = new LeaderTrackers<>(
            threads, clock::get, new ServiceProblems("the service", "a client"), PATIENCE, (election, tracker) -> {
                Scripted source = new Scripted(tracker);
                created.add(source);
                return source;
            });

    private CompletableFuture<Optional<Leader>> asked = new CompletableFuture<>();

    @AfterEach
    void close() {
        threads.close(LIMIT);
    }

    private void onLoop(Runnable task) {
        CompletableFuture.runAsync(task, threads::run).join();
    }

    private void ask(Optional<Leader> known) {
        asked = trackers.otherThan("e", known);
    }

    /** The source of the election, once the loop has handled what was asked before. */
    private Scripted source() {
        onLoop(() -> {});
        return created.getLast();
    }

    private void answer(Optional<Leader> leader) {
        onLoop(() -> created.getLast().reads.remove().found(leader));
    }

    private void fail() {
        onLoop(() -> created.getLast().reads.remove().failed(ServiceProblems.unreachable("away")));
    }

    private void tickAfter(Duration time) {
        clock.addAndGet(time.toNanos());
        onLoop(trackers::tick);
    }

    @Test
    void aQueryIsAnsweredOnceTheLeaderIsNotTheKnownOne() throws Exception {
        ask(ANN);
        source();
        answer(ANN);
        assertThat(asked).isNotDone();
        onLoop(() -> created.getLast().tracker.tell(BOB));
        assertThat(asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(BOB);
    }

    @Test
    void whileAWatchShowsChangesAQueryThatKnowsTheLeaderReadsNothing() {
        ask(NOBODY);
        Scripted source = source();
        source.watching = true;
        answer(ANN);
        ask(ANN);
        assertThat(source().reads).isEmpty();
        ask(BOB);
        assertThat(source().reads).hasSize(1);
    }

    @Test
    void oneReadAtATimeAndAnotherIfRequestedMeanwhile() {
        ask(ANN);
        source();
        onLoop(() -> created.getLast().tracker.requestRead());
        assertThat(source().reads).hasSize(1);
        answer(ANN);
        assertThat(source().reads).hasSize(1);
        answer(ANN);
        assertThat(source().reads).isEmpty();
    }

    @Test
    void failedReadsAreRepeatedAndQueriesFailAfterThePatience() {
        ask(ANN);
        source();
        fail();
        tickAfter(Duration.ofMillis(50));
        assertThat(source().reads).hasSize(1);
        fail();
        tickAfter(Duration.ofMillis(50));
        assertThat(source().reads).isEmpty(); // the pause has doubled
        tickAfter(PATIENCE);
        assertThat(asked).isNotDone();
        fail();
        assertThatThrownBy(() -> asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).hasMessageContaining("away");
    }

    @Test
    void aRefusalFailsQueriesAtOnce() {
        ask(ANN);
        source();
        onLoop(() -> created.getLast().reads.remove().failed(ServiceProblems.refused("no")));
        assertThatThrownBy(() -> asked.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).hasMessageContaining("no");
    }

    @Test
    void theLeaderIsReadOncePerPeriodWithoutAnEvent() {
        ask(ANN);
        source();
        answer(ANN);
        tickAfter(PATIENCE.minusMillis(1));
        assertThat(source().reads).isEmpty();
        tickAfter(Duration.ofMillis(1));
        assertThat(source().reads).hasSize(1);
    }

    @Test
    void anElectionThatNobodyAsksForIsForgotten() {
        ask(ANN);
        Scripted source = source();
        answer(ANN);
        asked.cancel(false);
        tickAfter(Duration.ofMillis(900));
        assertThat(source.closed).isFalse();
        tickAfter(Duration.ofMillis(200));
        assertThat(source.closed).isTrue();
        onLoop(() -> assertThat(trackers.source("e")).isEmpty());
    }

    @Test
    void aSourceThatCannotEndItsWatchesYetIsKept() {
        ask(ANN);
        asked.cancel(false);
        Scripted source = source();
        source.mayClose = false;
        answer(ANN);
        tickAfter(Duration.ofSeconds(2));
        tickAfter(Duration.ofSeconds(2));
        onLoop(() -> assertThat(trackers.source("e")).isPresent());
        source.mayClose = true;
        tickAfter(Duration.ofSeconds(2));
        onLoop(() -> assertThat(trackers.source("e")).isEmpty());
    }

    @Test
    void closingFailsQueriesAndThoseThatComeLater() {
        ask(ANN);
        onLoop(trackers::close);
        assertThat(asked).failsWithin(LIMIT);
        assertThat(trackers.otherThan("e", ANN)).failsWithin(LIMIT);
        threads.close(LIMIT);
        assertThat(trackers.otherThan("e", ANN)).isCompletedExceptionally();
    }
}
