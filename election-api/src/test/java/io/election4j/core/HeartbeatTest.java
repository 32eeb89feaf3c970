/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.core.Heartbeat.Sent;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
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
        fixture.backend.renewedTogether.clear();
        loop.advance(Duration.ofMillis(2));
        assertThat(fixture.backend.renewedTogether).containsExactly(5);
        assertThat(renewals()).isEqualTo(before.stream().map(count -> count + 1).toList());
    }

    @Test
    void theFirstBeatAfterAStartComesEarlyRatherThanLate() {
        Heartbeat beat = new Heartbeat(loop, fixture.backend, new ServiceFailures());
        loop.advance(Duration.ofMillis(1_900));
        assertThat(beat.untilNext(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(100));
        loop.advance(Duration.ofMillis(100));
        assertThat(beat.untilNext(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    /** The clock of a loop that runs moves on between two calls. */
    @Test
    void attemptsThatArePlannedOneAfterTheOtherAreRenewedByOneCall() {
        Heartbeat heartbeat = new Heartbeat(loop, fixture.backend, new ServiceFailures());
        List<String> beats = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            heartbeat.planNext(new Beating("x", beats), BEAT);
            loop.freeze(Duration.ofNanos(700));
        }
        loop.advance(BEAT);
        assertThat(beats).hasSize(100);
        assertThat(fixture.backend.renewedTogether).containsExactly(100);
    }

    @Test
    void anAttemptThatThrowsDoesNotPreventTheBeatOfAnother() {
        Heartbeat heartbeat = new Heartbeat(loop, fixture.backend, new ServiceFailures());
        List<String> beats = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            heartbeat.planNext(new Beating(name, beats), BEAT);
        }
        assertThatThrownBy(() -> loop.advance(BEAT)).hasMessage("b");
        assertThat(beats).containsExactly("a");
        loop.settle();
        assertThat(beats).containsExactly("a", "c");
    }

    @Test
    void anAttemptThatCannotTakeItsOutcomeKeepsNoOtherFromTheirs() {
        ScriptedBackend backend = new ScriptedBackend() {
            @Override
            public void renew(
                    Collection<? extends Campaign> campaigns,
                    BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
                answer.accept(campaigns, new Renewal.Granted(EngineFixture.TTL));
            }
        };
        Heartbeat heartbeat = new Heartbeat(loop, backend, new ServiceFailures());
        List<String> granted = new ArrayList<>();
        for (String name : List.of("a", "broken", "c")) {
            heartbeat.planNext(new Beating(name, granted), BEAT);
        }
        loop.advance(BEAT);
        assertThat(granted).containsExactly("a", "broken", "c", "a granted", "c granted");
    }

    /** Notes its beats and outcomes, but for b, which throws at each beat, and the broken one, which throws at its outcome. */
    private static final class Beating implements Heartbeat.Renewable {
        private final Campaign campaign = new ScriptedBackend.ScriptedCampaign();
        private final String name;
        private final List<String> beats;

        Beating(String name, List<String> beats) {
            this.name = name;
            this.beats = beats;
        }

        @Override
        public Campaign campaign() {
            return campaign;
        }

        @Override
        public boolean onBeat() {
            if (name.equals("b")) {
                throw new IllegalStateException(name);
            }
            beats.add(name);
            return true;
        }

        @Override
        public void onSent(Sent sent) {}

        @Override
        public void onGranted(Sent sent, Duration span) {
            if (name.equals("broken")) {
                throw new IllegalStateException(name);
            }
            beats.add(name + " granted");
        }

        @Override
        public void onFailed(Sent sent, Problem problem) {}
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
    void theRestOfASpanDoesNotMoveRenewalsOffTheBeat() {
        winBetweenBeats(60);
        int before = fixture.backend.campaign().renewals.size();
        loop.advance(BEAT.minusMillis(2));
        assertThat(fixture.backend.campaign().renewals).hasSize(before);
        loop.advance(Duration.ofMillis(2));
        assertThat(fixture.backend.campaign().renewals).hasSize(before + 1);
    }

    @Test
    void aSpanTooShortForTheBeatIsRenewedSooner() {
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
