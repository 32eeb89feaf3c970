/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.peer.InjectedDefect;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void theSeedDeterminesAllFaults() {
        for (int round = 1; round <= 10; round++) {
            assertThat(schedule(7).round(round)).isEqualTo(schedule(7).round(round));
        }
        assertThat(schedule(7).round(1)).isNotEqualTo(schedule(8).round(1));
        assertThat(schedule(7).round(1)).isNotEqualTo(schedule(7).round(2));
    }

    @Test
    void everyKindOfFaultComesSoon() {
        assertThat(IntStream.rangeClosed(1, 20)
                        .mapToObj(schedule(7)::round)
                        .flatMap(List::stream)
                        .flatMap(Collection::stream)
                        .map(PlannedFault::kind))
                .containsAll(EnumSet.allOf(FaultKind.class));
    }

    @Test
    void faultsOfOneSequenceFollowEachOther() {
        for (List<PlannedFault> sequence : schedule(7).round(1)) {
            Duration before = Duration.ZERO;
            for (PlannedFault fault : sequence) {
                assertThat(fault.start()).isGreaterThan(before);
                before = fault.start().plus(fault.length());
            }
        }
    }

    private static Schedule schedule(long seed) {
        return new Schedule(new StormPlan(
                "etcd",
                "",
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                1,
                seed,
                5,
                1,
                Set.of(FaultKind.values()),
                InjectedDefect.NONE));
    }
}
