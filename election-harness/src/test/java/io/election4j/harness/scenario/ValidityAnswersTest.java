/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.scenario.ValidityAnswers.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidityAnswersTest {

    private static Stretch leads(long from, long to) {
        return new Stretch(from, to, true, 100);
    }

    @Test
    void anEarlierLeaderIsWrongOnceAnotherHasBegun() {
        Stretch old = leads(1_000, 2_000);
        List<Stretch> next = List.of(leads(1_750, 9_000));

        assertThat(old.overtakenAt(next)).isEqualTo(1_750);
        assertThat(old.countOvertaken(next)).isEqualTo(25);
    }

    @Test
    void aLaterLeaderIsRight() {
        Stretch next = leads(1_750, 9_000);

        assertThat(next.overtakenAt(List.of(leads(1_000, 2_000)))).isEqualTo(Long.MAX_VALUE);
        assertThat(next.countOvertaken(List.of(leads(1_000, 2_000)))).isZero();
    }

    @Test
    void alternatingLeadersAreNotWrong() {
        List<Stretch> first = List.of(leads(0, 1_000), leads(3_000, 4_000));
        List<Stretch> second = List.of(leads(1_500, 2_500));

        assertThat(first).allSatisfy(stretch -> assertThat(stretch.countOvertaken(second))
                .isZero());
        assertThat(second)
                .allSatisfy(stretch -> assertThat(stretch.countOvertaken(first)).isZero());
    }

    @Test
    void onlyTheTimeThatBothLeadCounts() {
        assertThat(leads(1_000, 2_000).countOvertaken(List.of(leads(1_200, 1_300), leads(1_600, 1_700))))
                .isEqualTo(20);
    }
}
