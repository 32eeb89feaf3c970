/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineupTest {
    private static final Leader A = new Leader("a", 3);
    private static final Leader B = new Leader("b", 5);
    private static final Leader C = new Leader("c", 8);

    private final Lineup lineup = new Lineup();

    private void read(long revision, Leader... standing) {
        lineup.onRead(new Lineup.Snapshot(
                revision,
                Stream.of(standing)
                        .map(each -> new EtcdClient.Standing(each.candidateId(), each))
                        .toList()));
    }

    private void left(long revision, Leader leader) {
        lineup.onEvent(new KeyEvent(leader.candidateId(), revision, 0, Optional.empty()));
    }

    private void entered(Leader leader) {
        lineup.onEvent(new KeyEvent(leader.candidateId(), leader.fencingToken(), 1, Optional.of(leader)));
    }

    @Test
    void whatTheWatchTellsContinuesWhatWasRead() {
        read(5, A, B);
        assertThat(lineup.leader()).contains(A);
        left(7, A);
        assertThat(lineup.leader()).contains(B);
        entered(C);
        assertThat(lineup.leader()).contains(B);
        left(9, B);
        assertThat(lineup.leader()).contains(C);
        left(10, C);
        assertThat(lineup.leader()).isEmpty();
    }

    @Test
    void severalMayLeaveAtTheSameMoment() {
        read(5, A, B);
        left(7, A);
        left(7, B);
        assertThat(lineup.leader()).isEmpty();
    }

    @Test
    void whatWasReadAlreadyIsNoNews() {
        read(9, C);
        entered(B);
        assertThat(lineup.leader()).contains(C);
    }

    @Test
    void anAnswerFromBeforeWhatTheWatchHasToldIsIgnored() {
        read(5, A, B);
        left(7, A);
        read(6, A, B);
        assertThat(lineup.leader()).contains(B);
        read(7, B);
        assertThat(lineup.isCurrent()).isTrue();
    }

    @Test
    void afterAGapOnlyWhatIsReadBehindItCounts() {
        read(5, A, B);
        lineup.onGap(9);
        left(10, A);
        assertThat(lineup.leader()).as("before it is read again").contains(A);
        read(8, A, B);
        assertThat(lineup.isCurrent()).isFalse();
        read(10, B);
        assertThat(lineup.isCurrent()).isTrue();
        assertThat(lineup.leader()).contains(B);
    }

    @Test
    void anAnswerFromBeforeWhatTheWatchHasToldWhileItWasUnderWayIsNotEnough() {
        entered(B);
        read(4, A);
        assertThat(lineup.leader()).contains(A);
        assertThat(lineup.isCurrent()).isFalse();
        read(5, A, B);
        assertThat(lineup.isCurrent()).isTrue();
        left(6, A);
        assertThat(lineup.leader()).contains(B);
    }

    @Test
    void aServiceThatHasGoneBackIsBelieved() {
        read(50, C);
        lineup.onGap(4);
        read(4, A);
        assertThat(lineup.isCurrent()).isTrue();
        assertThat(lineup.leader()).contains(A);
    }

    @Test
    void nobodyLeadsWhereNothingWasRead() {
        assertThat(lineup.isCurrent()).isFalse();
        assertThat(lineup.leader()).isEmpty();
    }
}
