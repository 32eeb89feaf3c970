/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which key a candidate waits for. */
class QueueViewTest {
    private static final KeyState FIRST = new KeyState("n/a/1", 5, 1);
    private static final KeyState SECOND = new KeyState("n/a/2", 7, 2);
    private static final KeyState DEEPER = new KeyState("n/a/b/3", 1, 3);
    private static final KeyState OTHER = new KeyState("n/ab/4", 2, 4);

    private static QueueView view() {
        return QueueView.divide(List.of("n/a/"), List.of(SECOND, DEEPER, FIRST, OTHER), 9)
                .get(0);
    }

    @Test
    void theFirstWaitsForNobody() {
        assertThat(view().nearestOlder(FIRST.createRevision())).isEmpty();
    }

    @Test
    void theNextWaitsForTheOneRightBefore() {
        assertThat(view().nearestOlder(SECOND.createRevision())).hasValue(FIRST);
        assertThat(view().nearestOlder(SECOND.createRevision() + 1)).hasValue(SECOND);
    }

    @Test
    void keysOfOtherElectionsAreNoCandidates() {
        assertThat(view().keys()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void anElectionWithoutCandidatesHasAnEmptyQueue() {
        assertThat(QueueView.divide(List.of("n/a/", "n/z/"), List.of(FIRST), 9))
                .extracting(view -> view.keys().size())
                .containsExactly(1, 0);
    }

    @Test
    void aKeyOutsideOfAllElectionsDoesNotDisturb() {
        assertThat(QueueView.prefixOf("plain")).isEmpty();
    }
}
