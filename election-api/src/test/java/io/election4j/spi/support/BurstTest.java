/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class BurstTest {
    private static final int MORE_THAN_ANY_BURST_LASTS = 1_000;

    private final Deque<Runnable> timers = new ArrayDeque<>();
    private int bursts;
    private final Burst burst = new Burst((pause, task) -> timers.add(task), () -> bursts++);

    private void pause() {
        timers.remove().run();
    }

    @Test
    void whatComesAloneWaitsForOnePause() {
        burst.more();
        assertThat(bursts).isZero();
        assertThat(burst.isUnderWay()).isTrue();

        pause();
        assertThat(bursts).isOne();
        assertThat(burst.isUnderWay()).isFalse();
        assertThat(timers).isEmpty();
    }

    @Test
    void whatComesDuringThePauseIsWaitedForToo() {
        burst.more();
        burst.more();
        pause();
        assertThat(bursts).isZero();

        burst.more();
        pause();
        assertThat(bursts).isZero();

        pause();
        assertThat(bursts).isOne();
    }

    @Test
    void theNextBurstIsAnotherOne() {
        burst.more();
        pause();
        burst.more();
        assertThat(burst.isUnderWay()).isTrue();

        pause();
        assertThat(bursts).isEqualTo(2);
    }

    @Test
    void whatNeverEndsIsNotWaitedForForEver() {
        burst.more();
        for (int i = 0; bursts == 0 && i < MORE_THAN_ANY_BURST_LASTS; i++) {
            burst.more();
            pause();
        }
        assertThat(bursts).isOne();
    }
}
