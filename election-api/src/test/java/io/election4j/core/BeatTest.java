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

    @Test
    void theRestOfASpanLeadsNobodyOffTheBeat() {
        winBetweenBeats(60);
        int before = fixture.backend.campaign().renewals.size();
        loop.advance(BEAT.minusMillis(2));
        assertThat(fixture.backend.campaign().renewals).hasSize(before);
        loop.advance(Duration.ofMillis(2));
        assertThat(fixture.backend.campaign().renewals).hasSize(before + 1);
    }

    @Test
    void aSpanForWhichTheBeatMayBeTooSlowIsFollowed() {
        int onTheBeat = winBetweenBeats(60);
        int sooner = winBetweenBeats(45);
        assertThat(sooner).isGreaterThan(onTheBeat);
    }

    /**
     * Grants the win a proof of the given percentage of the usual span, and lets the next beat pass; returns the number
     * of renewals.
     */
    private int winBetweenBeats(int percent) {
        Duration span = EngineFixture.TTL;
        Duration early = BEAT.dividedBy(7);
        fixture.enter();
        var campaign = fixture.backend.campaign();
        campaign.lastRenewal().complete(span);
        loop.advance(early);
        campaign.won.complete(1L);
        loop.settle();
        campaign.lastRenewal().complete(span.multipliedBy(percent).dividedBy(100));
        campaign.grantRenewals(span);
        loop.advance(BEAT.minus(early).plusMillis(1));
        return campaign.renewals.size();
    }

    private List<Integer> renewals() {
        return IntStream.range(0, 5)
                .mapToObj(i -> fixture.backend.campaigns.get(i).renewals.size())
                .toList();
    }
}
