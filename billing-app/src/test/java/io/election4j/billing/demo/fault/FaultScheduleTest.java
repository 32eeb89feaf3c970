/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {

    @Test
    void aFaultIsDueFromItsFractionOnUntilItIsDone() {
        Fault first = new Fault(FaultKind.KILL, 0.1);
        Fault second = new Fault(FaultKind.FREEZE, 0.5);
        FaultSchedule schedule = new FaultSchedule(List.of(first, second));

        assertThat(schedule.due(0.09)).isEmpty();
        assertThat(schedule.due(0.1)).contains(first);
        assertThat(schedule.due(0.9)).contains(first);
        schedule.done();
        assertThat(schedule.due(0.49)).isEmpty();
        assertThat(schedule.due(0.9)).contains(second);
        schedule.done();
        assertThat(schedule.due(1)).isEmpty();
        assertThat(schedule.isEmpty()).isTrue();
    }

    @Test
    void theStandardScheduleKillsThreeTimesAndFreezesOnceWithWorkLeftAfterEach() {
        assertThat(FaultSchedule.STANDARD)
                .extracting(Fault::kind)
                .containsExactlyInAnyOrder(
                        FaultKind.KILL, FaultKind.KILL, FaultKind.KILL, FaultKind.FREEZE, FaultKind.RETIRE);
        assertThat(FaultSchedule.STANDARD)
                .extracting(Fault::fraction)
                .isSorted()
                .allMatch(fraction -> fraction > 0 && fraction < 0.9);
    }
}
