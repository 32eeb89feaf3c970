/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstTest {
    private static final int MORE_THAN_ANY_BURST_LASTS = 1_000;

    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private int bursts;
    private final Burst burst = new Burst(this::later, () -> bursts++);

    private void later(Duration pause, Runnable task) {
        pauses.add(pause);
        timers.add(task);
    }

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
    void manyAreWaitedForLonger() {
        for (int i = 0; i < 6; i++) {
            burst.more();
            burst.more();
            pause();
        }
        assertThat(pauses.stream().limit(6).map(Duration::toMillis)).containsExactly(2L, 4L, 8L, 16L, 16L, 16L);
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
