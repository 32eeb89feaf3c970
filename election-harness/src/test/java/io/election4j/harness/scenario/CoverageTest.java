/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.scenario.ValidityAnswers.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final long MILLI = 1_000_000;

    private static Stretch leads(long fromMillis, long toMillis) {
        return new Stretch(fromMillis * MILLI, toMillis * MILLI, true, 100);
    }

    @Test
    void thereIsNoGapWhileOneFollowsTheOther() {
        List<Stretch> leading = List.of(leads(0, 1_000), leads(1_005, 2_000));

        assertThat(Coverage.gapsMillis(leading, 500 * MILLI)).isZero();
    }

    @Test
    void theTimeBetweenTwoLeadersIsAGap() {
        List<Stretch> leading = List.of(leads(0, 1_000), leads(1_800, 3_000));

        assertThat(Coverage.gapsMillis(leading, 500 * MILLI)).isEqualTo(800);
    }

    @Test
    void overlappingLeadersLeaveNoGap() {
        List<Stretch> leading = List.of(leads(0, 2_000), leads(1_000, 1_500), leads(2_100, 3_000));

        assertThat(Coverage.gapsMillis(leading, 0)).isEqualTo(100);
    }

    @Test
    void whatWasBeforeTheFaultDoesNotCount() {
        List<Stretch> leading = List.of(leads(0, 100), leads(400, 1_000), leads(1_300, 2_000));

        assertThat(Coverage.gapsMillis(leading, 500 * MILLI)).isEqualTo(300);
    }
}
