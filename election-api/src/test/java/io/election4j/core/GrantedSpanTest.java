/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Term;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests services that grant less than the requested time to live: the term lasts for as long as renewals succeed. */
class GrantedSpanTest {
    private final EngineFixture test = new EngineFixture();

    /** Wins between two beats; each renewal is granted what the supplier returns at that time. */
    private Term win(Duration early, Supplier<Duration> granted) throws InterruptedException {
        test.loop.advance(Duration.ofSeconds(1));
        test.enter();
        test.loop.advance(early);
        ScriptedCampaign campaign = test.backend.campaign();
        campaign.renewals.forEach(renewal -> renewal.complete(granted.get()));
        campaign.renewing = () -> CompletableFuture.completedFuture(granted.get());
        campaign.won.complete(1L);
        test.loop.settle();
        return test.candidate.begin();
    }

    private void assertLasts(Term term, Duration span) throws InterruptedException {
        Duration step = Duration.ofMillis(1);
        for (Duration passed = Duration.ZERO; passed.compareTo(span) < 0; passed = passed.plus(step)) {
            test.loop.advance(step);
            assertThat(term.isValid()).as("after %s", passed).isTrue();
        }
        assertThat(test.backend.campaigns).hasSize(1);
        test.candidate.returns();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 49, 51, 70, 100})
    void aTermLastsWhateverPartOfTheTimeToLiveIsGranted(int percent) throws Exception {
        Duration granted = TTL.multipliedBy(percent).dividedBy(100);
        Term term = win(Duration.ofMillis(37), () -> granted);
        assertLasts(term, TTL.multipliedBy(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aTermLastsWhenEachRenewalGrantsAnotherSpan(long seed) throws Exception {
        Random random = new Random(seed);
        Supplier<Duration> granted = () -> Duration.ofMillis(20 + random.nextLong(TTL.toMillis()));
        Term term = win(Duration.ofMillis(random.nextLong(3_000)), granted);
        assertLasts(term, TTL.multipliedBy(3));
    }

    @Test
    void aTermLastsWhereAnswersAreSlow() throws Exception {
        Duration span = TTL.dividedBy(10);
        Term term = win(Duration.ofMillis(10), () -> span);
        test.backend.campaign().renewing = () -> {
            CompletableFuture<Duration> answer = new CompletableFuture<>();
            test.loop.after(span.dividedBy(4), () -> answer.complete(span));
            return answer;
        };
        assertLasts(term, TTL.multipliedBy(2));
    }

    @Test
    void aPlaceInTheQueueIsRenewedAsOftenAsTheSpanRequires() {
        test.enter();
        Duration span = TTL.dividedBy(20);
        test.backend.campaign().grantRenewals(span);
        test.backend.campaign().lastRenewal().complete(span);
        test.loop.settle();
        int before = test.backend.campaign().renewals.size();
        test.loop.advance(span);
        assertThat(test.backend.campaign().renewals.size() - before).isBetween(3, 4);
    }

    @Test
    void aSpanThatGrowsIsRenewedMoreRarely() throws Exception {
        Duration[] span = {TTL.dividedBy(20)};
        win(Duration.ofMillis(10), () -> span[0]);
        test.loop.advance(TTL);
        span[0] = TTL;
        test.loop.advance(TTL);
        int before = test.backend.campaign().renewals.size();
        test.loop.advance(TTL);
        assertThat(test.backend.campaign().renewals.size() - before).isBetween(3, 4);
        test.candidate.returns();
    }
}
