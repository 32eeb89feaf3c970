/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static io.election4j.core.EngineFixture.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests resigning, withdrawing and closing, wherever they can be called. */
class StepDownTest {
    private final EngineFixture test = new EngineFixture();

    @Test
    void aResignedTermKeepsTheSeatUntilLeadReturns() throws Exception {
        test.enter();
        Term term = test.win(7);
        ScriptedCampaign campaign = test.backend.campaign();
        term.resign();
        assertThat(term.isValid()).isFalse();
        int before = campaign.renewals.size();
        test.loop.advance(TTL.dividedBy(2));
        assertThat(campaign.leaves).isZero();
        assertThat(campaign.renewals).hasSizeGreaterThan(before);

        test.candidate.returns();
        test.loop.settle();
        assertThat(campaign.leaves).isEqualTo(1);
        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.RESIGNED);
    }

    @Test
    void aLeaderThatDoesNotStopLosesTheSeatAfterOneTimeToLive() throws Exception {
        Candidacy candidacy = test.enter();
        Term term = test.win(7);
        test.backend.campaign().grantRenewals(TTL);
        term.resign();
        test.loop.advance(TTL);

        assertThat(test.backend.campaign().leaves).isEqualTo(1);
        assertThat(stateOf(candidacy)).isEqualTo(State.STEPPING_DOWN);
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);
        test.candidate.returns();
    }

    @Test
    void returningFromLeadResigns() throws Exception {
        Candidacy candidacy = test.enter();
        Term term = test.win(7);
        test.candidate.returns();
        test.loop.settle();

        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.RESIGNED);
        assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);
        assertThat(candidacy.status().problem()).isEmpty();
    }

    @Test
    void throwingFromLeadResignsAndIsTheProblemUntilTheNextTerm() throws Exception {
        Candidacy candidacy = test.enter();
        test.win(7);
        test.candidate.finish(() -> {
            throw new IllegalStateException("ledger closed");
        });
        test.loop.settle();
        assertThat(candidacy.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("ledger closed"));

        test.waitOutPause();
        test.backend.campaign().lastRenewal().complete(TTL);
        test.loop.settle();
        assertThat(candidacy.status().problem()).isPresent();
        test.win(8);
        assertThat(candidacy.status().problem()).isEmpty();
        test.candidate.returns();
    }

    @Test
    void errorsThrownFromLeadResignToo() throws Exception {
        test.enter();
        Term term = test.win(7);
        test.candidate.finish(() -> {
            throw new StackOverflowError();
        });
        test.loop.settle();

        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.RESIGNED);
        assertThat(test.backend.campaigns.get(0).leaves).isEqualTo(1);
    }

    @Test
    void closingWhileWaitingLeavesAndReturnsOnceTheServiceConfirmed() throws Exception {
        Candidacy candidacy = test.enter();
        CompletableFuture<Void> closing = test.closeElsewhere(candidacy);
        assertThat(test.backend.campaign().leaves).isEqualTo(1);
        assertThat(stateOf(candidacy)).isEqualTo(State.WITHDRAWN);
        assertThat(closing).isNotDone();

        test.backend.campaign().left.complete(null);
        closing.get();
    }

    @Test
    void closingIsBoundedWhenTheServiceNeverConfirms() throws Exception {
        Candidacy candidacy = test.enter();
        CompletableFuture<Void> closing = test.closeElsewhere(candidacy);
        test.loop.advance(TTL.minusMillis(1));
        assertThat(closing).isNotDone();
        test.loop.advance(Duration.ofMillis(1));
        closing.get();
    }

    @Test
    void closingWhileLeadingEndsTheTermAndWaitsForLead() throws Exception {
        Candidacy candidacy = test.enter();
        Term term = test.win(7);
        CompletableFuture<Void> closing = test.closeElsewhere(candidacy);
        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.WITHDRAWN);
        assertThat(test.backend.campaign().leaves).isZero();
        assertThat(closing).isNotDone();

        test.candidate.returns();
        test.loop.settle();
        test.backend.campaign().left.complete(null);
        closing.get();
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);
    }

    @Test
    void closingIsBoundedWhenLeadNeverReturns() throws Exception {
        Candidacy candidacy = test.enter();
        test.win(7);
        test.backend.campaign().left.complete(null);
        CompletableFuture<Void> closing = test.closeElsewhere(candidacy);
        test.loop.advance(TTL);
        closing.get();
        assertThat(stateOf(candidacy)).isEqualTo(State.WITHDRAWN);

        test.candidate.returns();
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.WITHDRAWN);
        assertThat(test.backend.campaign().leaves).isEqualTo(1);
    }

    @Test
    void closingFromWithinLeadDoesNotWaitForItself() throws Exception {
        Candidacy candidacy = test.enter();
        test.win(7);
        test.candidate.finish(candidacy::close);
        test.loop.settle();

        assertThat(stateOf(candidacy)).isEqualTo(State.WITHDRAWN);
        assertThat(test.backend.campaign().leaves).isEqualTo(1);
    }

    @Test
    void closingEverythingFromWithinLeadDoesNotWaitForItself() throws Exception {
        test.enter();
        test.win(7);
        test.candidate.finish(test.engine::close);
        test.loop.settle();
        test.backend.campaign().left.complete(null);
        test.loop.settle();

        assertThat(test.closed).isDone();
        assertThat(test.backend.closed).isTrue();
    }

    @Test
    void closingDuringThePauseEndsTheCandidacy() throws Exception {
        Candidacy candidacy = test.enter();
        test.backend.campaign().left.complete(null);
        test.backend.campaign().lost.complete(null);
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);
        test.closeElsewhere(candidacy).get();

        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        Candidacy candidacy = test.enter();
        test.backend.campaign().left.complete(null);
        test.closeElsewhere(candidacy).get();
        test.closeElsewhere(candidacy).get();

        assertThat(test.backend.campaign().leaves).isEqualTo(1);
    }

    @Test
    void closingTheElectionsWithdrawsAllAtOnceThenDisconnects() throws Exception {
        Candidacy first = test.enter();
        Candidacy second = test.enter();
        CompletableFuture<Void> closing = test.closeElsewhere(test.engine);
        assertThat(test.backend.campaigns)
                .allSatisfy(campaign -> assertThat(campaign.leaves).isEqualTo(1));
        assertThat(test.backend.closed).isFalse();

        test.backend.campaigns.get(0).left.complete(null);
        test.backend.campaigns.get(1).left.completeExceptionally(new IllegalStateException("cut off"));
        test.loop.settle();
        closing.get();
        assertThat(test.backend.closed).isTrue();
        assertThat(test.loop.isClosed()).isTrue();
        first.close();
        second.close();
    }
}
