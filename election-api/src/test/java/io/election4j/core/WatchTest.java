/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import io.election4j.LeaderWatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests what an observer receives, and when. */
class WatchTest {
    private static final Optional<Leader> A = Optional.of(new Leader("a", 3));
    private static final Optional<Leader> B = Optional.of(new Leader("b", 5));

    private final EngineFixture test = new EngineFixture();
    private final List<Optional<Leader>> told = new ArrayList<>();

    private LeaderWatch watch() {
        LeaderWatch watch = test.engine.watch("job", told::add);
        test.loop.settle();
        return watch;
    }

    private void answer(Optional<Leader> leader) {
        test.backend.question().complete(leader);
        test.loop.settle();
    }

    @Test
    void everyChangeIsReportedAndEachQueryNamesTheKnownLeader() {
        LeaderWatch watch = watch();
        answer(A);
        answer(Optional.empty());
        answer(B);

        assertThat(told).containsExactly(A, Optional.empty(), B);
        assertThat(test.backend.known).containsExactly(Optional.empty(), A, Optional.empty(), B);
        assertThat(watch.leader()).isEqualTo(B);
    }

    @Test
    void anOutdatedAnswerIsIgnored() {
        LeaderWatch watch = watch();
        answer(B);
        answer(A);

        assertThat(watch.leader()).isEqualTo(B);
        assertThat(told).containsExactly(B);
        test.waitOutPause();
        answer(Optional.empty());
        assertThat(told).containsExactly(B, Optional.empty());
    }

    @Test
    void aTokenThatStaysSmallerIsAcceptedInTheEndBecauseTheServiceLostItsData() {
        LeaderWatch watch = watch();
        answer(B);
        for (int i = 0; i < 3 * TTL.dividedBy(Backoff.LONGEST_AFTER_FAILURES) + 3; i++) {
            answer(A);
            test.waitOutPause();
        }
        answer(A);

        assertThat(watch.leader()).isEqualTo(A);
        assertThat(told).containsExactly(B, A);
    }

    @Test
    void aFailureIsShownAndTheQueryIsRepeatedAfterAPause() {
        LeaderWatch watch = watch();
        test.backend.question().completeExceptionally(new IllegalStateException("cut off"));
        test.loop.settle();
        assertThat(watch.problem()).hasValueSatisfying(text -> assertThat(text).contains("cut off"));
        assertThat(test.backend.questions).hasSize(1);

        test.waitOutPause();
        answer(A);
        assertThat(watch.problem()).isEmpty();
        assertThat(told).containsExactly(A);
    }

    @Test
    void aBackendThatAnswersWithTheLeaderKnownCausesNoTightLoop() {
        watch();
        answer(A);
        answer(A);
        assertThat(test.backend.questions).hasSize(2);
        test.waitOutPause();
        assertThat(test.backend.questions).hasSize(3);
        assertThat(told).containsExactly(A);
    }

    @Test
    void closingCancelsTheQueryAndReportsNothingMore() {
        LeaderWatch watch = watch();
        watch.close();
        test.loop.settle();
        assertThat(test.backend.question()).isCancelled();

        test.waitOutPause();
        assertThat(test.backend.questions).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void anObserverThatThrowsIsCalledForTheNextChange() {
        LeaderWatch watch = test.engine.watch("job", leader -> {
            told.add(leader);
            throw new IllegalStateException("observer bug");
        });
        test.loop.settle();
        answer(A);
        answer(B);

        assertThat(told).containsExactly(A, B);
        assertThat(watch.leader()).isEqualTo(B);
    }

    @Test
    void aSlowObserverIsCalledOnceAtATimeWithTheLatestLeader() {
        Deque<Runnable> slow = new ArrayDeque<>();
        test.engine(slow::add).watch("job", told::add);
        test.loop.settle();
        answer(A);
        answer(Optional.empty());
        answer(B);
        assertThat(slow).hasSize(1);

        slow.remove().run();
        test.loop.settle();
        assertThat(slow).hasSize(1);
        slow.remove().run();
        test.loop.settle();
        assertThat(told).containsExactly(A, B);
        assertThat(slow).isEmpty();
    }

    @Test
    void closingTheElectionsEndsEveryWatch() throws Exception {
        watch();
        test.closeElsewhere(test.engine).get();

        assertThat(test.backend.question()).isCancelled();
    }
}
