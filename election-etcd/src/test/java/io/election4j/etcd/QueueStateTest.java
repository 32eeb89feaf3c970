/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueueStateTest {
    private static final Leader A = new Leader("a", 3);
    private static final Leader B = new Leader("b", 5);
    private static final Leader C = new Leader("c", 8);

    private final QueueState queue = new QueueState();

    private void read(long revision, Leader... standing) {
        queue.onRead(new QueueState.Snapshot(
                revision,
                Stream.of(standing)
                        .map(each -> new EtcdClient.Standing(each.candidateId(), each))
                        .toList()));
    }

    private void left(long revision, Leader leader) {
        queue.onEvent(new KeyEvent(leader.candidateId(), revision, 0, Optional.empty()));
    }

    private void entered(Leader leader) {
        queue.onEvent(new KeyEvent(leader.candidateId(), leader.fencingToken(), 1, Optional.of(leader)));
    }

    @Test
    void eventsOfTheWatchContinueFromTheStateThatWasRead() {
        read(5, A, B);
        assertThat(queue.leader()).contains(A);
        left(7, A);
        assertThat(queue.leader()).contains(B);
        entered(C);
        assertThat(queue.leader()).contains(B);
        left(9, B);
        assertThat(queue.leader()).contains(C);
        left(10, C);
        assertThat(queue.leader()).isEmpty();
    }

    @Test
    void severalMayLeaveAtTheSameMoment() {
        read(5, A, B);
        left(7, A);
        left(7, B);
        assertThat(queue.leader()).isEmpty();
    }

    @Test
    void anEventThatWasReadAlreadyIsIgnored() {
        read(9, C);
        entered(B);
        assertThat(queue.leader()).contains(C);
    }

    @Test
    void aReadOlderThanTheLastEventIsIgnored() {
        read(5, A, B);
        left(7, A);
        read(6, A, B);
        assertThat(queue.leader()).contains(B);
        read(7, B);
        assertThat(queue.isCurrent()).isTrue();
    }

    @Test
    void afterAGapOnlyALaterReadCounts() {
        read(5, A, B);
        queue.onGap(9);
        left(10, A);
        assertThat(queue.leader()).as("before it is read again").contains(A);
        read(8, A, B);
        assertThat(queue.isCurrent()).isFalse();
        read(10, B);
        assertThat(queue.isCurrent()).isTrue();
        assertThat(queue.leader()).contains(B);
    }

    @Test
    void aFirstReadOlderThanAnEventIsNotCurrent() {
        entered(B);
        read(4, A);
        assertThat(queue.leader()).contains(A);
        assertThat(queue.isCurrent()).isFalse();
        read(5, A, B);
        assertThat(queue.isCurrent()).isTrue();
        left(6, A);
        assertThat(queue.leader()).contains(B);
    }

    @Test
    void aSmallerRevisionAfterAGapIsAccepted() {
        read(50, C);
        queue.onGap(4);
        read(4, A);
        assertThat(queue.isCurrent()).isTrue();
        assertThat(queue.leader()).contains(A);
    }

    @Test
    void nobodyLeadsBeforeTheFirstRead() {
        assertThat(queue.isCurrent()).isFalse();
        assertThat(queue.leader()).isEmpty();
    }
}
