/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeatTest {
    private static final Duration BEAT = EngineFixture.TTL.dividedBy(3);

    private final EngineFixture fixture = new EngineFixture();
    private final ManualLoop loop = fixture.loop;

    @Test
    void electionsEnteredOneAfterTheOtherAreRenewedAtTheSameInstants() {
        for (int i = 0; i < 5; i++) {
            fixture.engine.enter("job-" + i, "a", term -> {});
            loop.settle();
            loop.advance(BEAT.dividedBy(7));
        }
        loop.advance(BEAT.minus(BEAT.dividedBy(7).multipliedBy(5)).minusMillis(1));
        List<Integer> before = renewals();
        loop.advance(Duration.ofMillis(2));
        assertThat(renewals()).isEqualTo(before.stream().map(count -> count + 1).toList());
    }

    @Test
    void theFirstBeatAfterAStartComesEarlyRatherThanLate() {
        Beat beat = new Beat(loop);
        loop.advance(Duration.ofMillis(1_900));
        assertThat(beat.untilNext(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(100));
        loop.advance(Duration.ofMillis(100));
        assertThat(beat.untilNext(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRenewalSentJustBeforeTheBeatIsNotOverdue() {
        loop.advance(BEAT.minusMillis(5));
        var candidacy = fixture.enter();
        loop.advance(Duration.ofMillis(6));
        assertThat(fixture.backend.campaign().renewals).hasSize(2);
        assertThat(candidacy.status().problem()).isEmpty();
    }

    private List<Integer> renewals() {
        return IntStream.range(0, 5)
                .mapToObj(i -> fixture.backend.campaigns.get(i).renewals.size())
                .toList();
    }
}
