/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.SAFE;
import static io.election4j.core.EngineFixture.TTL;
import static io.election4j.core.EngineFixture.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests when a term opens, how long it is valid, and how it ends. */
class TermsTest {
    private static final Duration TICK = Duration.ofNanos(1);
    private final EngineFixture test = new EngineFixture();

    @Test
    void aWinAloneOpensNoTerm() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().won.complete(7L);
        test.loop.settle();

        assertThat(candidacy.term()).isEmpty();
        assertThat(stateOf(candidacy)).isEqualTo(State.CONNECTING);
    }

    @Test
    void aRenewalAskedForBeforeTheWinProvesNothing() {
        Candidacy candidacy = test.enter();
        ScriptedCampaign campaign = test.backend.campaign();
        test.loop.freeze(TICK);
        campaign.won.complete(7L);
        test.loop.settle();
        campaign.renewals.get(0).complete(TTL);
        test.loop.settle();

        assertThat(candidacy.term()).isEmpty();
        assertThat(stateOf(candidacy)).isEqualTo(State.WAITING);
    }

    @Test
    void aRenewalAskedForAfterTheWinOpensTheTerm() throws Exception {
        Candidacy candidacy = test.enter();
        Term term = test.win(7);

        assertThat(term.fencingToken()).isEqualTo(7);
        assertThat(term.isValid()).isTrue();
        assertThat(candidacy.term()).containsSame(term);
        assertThat(stateOf(candidacy)).isEqualTo(State.LEADING);
        test.candidate.returns();
    }

    @Test
    void theDeadlineCountsFromTheCallOfTheRenewalLessATenth() throws Exception {
        test.enter();
        ScriptedCampaign campaign = test.backend.campaign();
        campaign.won.complete(7L);
        test.loop.settle();
        test.loop.freeze(Duration.ofSeconds(2));
        campaign.lastRenewal().complete(TTL);
        test.loop.settle();
        Term term = test.candidate.begin();

        assertThat(term.remaining()).isEqualTo(SAFE.minusSeconds(2));
        test.loop.freeze(SAFE.minusSeconds(2).minus(TICK));
        assertThat(term.isValid()).isTrue();
        test.loop.freeze(TICK);
        assertThat(term.isValid()).isFalse();
        test.candidate.returns();
    }

    @Test
    void aProofThatComesAfterItsOwnDeadlineOpensNoTerm() {
        Candidacy candidacy = test.enter();
        ScriptedCampaign campaign = test.backend.campaign();
        campaign.won.complete(7L);
        test.loop.settle();
        test.loop.freeze(SAFE);
        campaign.lastRenewal().complete(TTL);
        test.loop.settle();

        assertThat(stateOf(candidacy)).isEqualTo(State.WAITING);
        assertThat(candidacy.term()).isEmpty();
    }

    @Test
    void renewalsThreeTimesASpanKeepTheTermValid() throws Exception {
        test.enter();
        Term term = test.win(7);
        test.backend.campaign().grantRenewals(Duration.ofSeconds(3));
        test.loop.advance(TTL.multipliedBy(10));

        assertThat(term.isValid()).isTrue();
        int before = test.backend.campaign().renewals.size();
        test.loop.advance(Duration.ofSeconds(30));
        assertThat(test.backend.campaign().renewals.size() - before).isEqualTo(30);
        test.candidate.returns();
    }

    @Test
    void anEarlierAnswerNeverShortensTheDeadlineOfALaterOne() throws Exception {
        test.enter();
        Term term = test.win(7);
        ScriptedCampaign campaign = test.backend.campaign();
        test.loop.advance(TTL.dividedBy(3));
        test.loop.advance(TTL.dividedBy(3));
        campaign.lastRenewal().complete(TTL);
        test.loop.settle();
        Duration left = term.remaining();
        campaign.renewals.get(campaign.renewals.size() - 2).complete(TTL);
        test.loop.settle();

        assertThat(term.remaining()).isEqualTo(left).isEqualTo(SAFE);
        test.candidate.returns();
    }

    @Test
    void theTermExpiresWhenNoRenewalSucceeds() throws Exception {
        Candidacy candidacy = test.enter();
        Term term = test.win(7);
        test.loop.advance(SAFE);

        assertThat(term.isValid()).isFalse();
        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.EXPIRED);
        assertThat(stateOf(candidacy)).isEqualTo(State.STEPPING_DOWN);
        assertThat(test.backend.campaigns.get(0).leaves).isEqualTo(1);
        test.candidate.returns();
    }

    @Test
    void aLateRenewalDoesNotMakeATermValidAgain() throws Exception {
        test.enter();
        Term term = test.win(7);
        test.loop.freeze(TTL.dividedBy(3));
        test.loop.settle();
        test.loop.freeze(SAFE);
        assertThat(term.isValid()).isFalse();
        test.backend.campaign().lastRenewal().complete(Duration.ofHours(1));
        test.loop.settle();

        assertThat(term.isValid()).isFalse();
        assertThat(term.remaining()).isZero();
        test.candidate.returns();
    }

    @Test
    void aTermExpiresAlsoInTheStatusWhileTheLoopIsFrozen() throws Exception {
        Candidacy candidacy = test.enter();
        Term term = test.win(7);
        test.loop.freeze(SAFE);

        assertThat(term.isValid()).isFalse();
        assertThat(candidacy.term()).isEmpty();
        assertThat(stateOf(candidacy)).isEqualTo(State.STEPPING_DOWN);
        test.candidate.returns();
    }

    @Test
    void theTermIsLostWhenTheServiceTakesTheSeat() throws Exception {
        Candidacy candidacy = test.enter();
        Term term = test.win(7);
        test.backend.campaign().lost.complete(null);
        test.loop.settle();

        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.LOST);
        assertThat(candidacy.term()).isEmpty();
        test.candidate.returns();
    }

    @Test
    void aNewAttemptBeginsOnlyAfterLeadReturned() throws Exception {
        test.enter();
        test.win(7);
        test.backend.campaign().lost.complete(null);
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);

        test.candidate.returns();
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(2);
        assertThat(test.win(8).fencingToken()).isEqualTo(8);
        assertThat(test.candidate.overlaps).hasValue(0);
        test.candidate.returns();
    }

    @Test
    void aTokenThatDoesNotRiseOpensNoTerm() throws Exception {
        Candidacy candidacy = test.enter();
        test.win(7);
        test.candidate.returns();
        test.waitOutPause();
        ScriptedCampaign second = test.backend.campaign();
        second.grantRenewals(TTL);
        second.won.complete(7L);
        test.loop.settle();

        assertThat(candidacy.term()).isEmpty();
        assertThat(stateOf(candidacy)).isEqualTo(State.REFUSED);
        assertThat(candidacy.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("went back from 7 to 7"));
        assertThat(second.leaves).isEqualTo(1);
    }

    @Test
    void afterATokenWentBackNoCandidateStandsBeforeARestart() throws Exception {
        Candidacy candidacy = test.enter();
        test.win(7);
        test.candidate.returns();
        test.waitOutPause();
        test.backend.campaign().grantRenewals(TTL);
        test.backend.campaign().won.complete(3L);
        test.loop.settle();
        int before = test.backend.campaigns.size();
        test.loop.advance(TTL.multipliedBy(100));
        assertThat(test.backend.campaigns).hasSize(before);

        test.backend.campaign().left.complete(null);
        test.closeElsewhere(candidacy).get();
        Candidacy again = test.enter();
        test.loop.advance(TTL);
        assertThat(test.backend.campaigns).hasSize(before);
        assertThat(stateOf(again)).isEqualTo(State.REFUSED);
        assertThat(again.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("went back from 7 to 3", "restart this process"));
        test.engine.enter("another", "a", test.candidate);
        test.loop.settle();
        assertThat(test.backend.campaigns).hasSize(before + 1);
    }

    @Test
    void aTokenThatIsNotPositiveIsRefused() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().won.complete(0L);
        test.loop.settle();

        assertThat(stateOf(candidacy)).isEqualTo(State.REFUSED);
        assertThat(test.backend.campaign().leaves).isEqualTo(1);
    }
}
