/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Candidacy;
import io.election4j.Leader;
import io.election4j.Term;
import io.election4j.TermEnd;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests how leaders receive requests to resign. */
class ResignRequestWatchTest {
    private static final String REQUESTS = "election4j.resign";

    private final EngineFixture test = new EngineFixture();

    private void requested(String text, long number) {
        test.backend.question(REQUESTS).complete(Optional.of(new Leader(text, number)));
        test.loop.settle();
    }

    @Test
    void aRequestResignsTheTermThatItNames() throws Exception {
        test.enter();
        Term term = test.win(7);
        test.loop.settle();
        requested("job 7", 100);

        assertThat(term.isValid()).isFalse();
        assertThat(term.ended().toCompletableFuture()).isCompletedWithValue(TermEnd.RESIGNED);
        assertThat(test.backend.campaign("job").leaves).isZero();
        test.candidate.returns();
        test.loop.settle();
        assertThat(test.backend.campaign("job").leaves).isEqualTo(1);
    }

    @Test
    void aLeaderThatDoesNotStopWhenAskedLosesTheSeatAfterOneTimeToLive() throws Exception {
        test.enter();
        test.win(7);
        test.backend.campaign().grantRenewals(TTL);
        test.loop.settle();
        requested("job 7", 100);
        test.loop.advance(TTL);

        assertThat(test.backend.campaign("job").leaves).isEqualTo(1);
        test.candidate.returns();
    }

    @Test
    void requestsForOtherTermsAndOtherTextsAreIgnored() throws Exception {
        test.enter();
        Term term = test.win(7);
        test.loop.settle();
        requested("job 6", 100);
        requested("other 7", 101);
        requested("job 77", 102);
        requested("job", 103);

        assertThat(term.isValid()).isTrue();
        requested("job 7", 104);
        assertThat(term.isValid()).isFalse();
        test.candidate.returns();
    }

    @Test
    void theNextTermOfTheProcessIgnoresTheRequestThatEndedTheLast() throws Exception {
        test.enter();
        test.win(7);
        test.loop.settle();
        requested("job 7", 100);
        test.candidate.returns();
        test.waitOutPause();
        Term second = test.win(8);
        test.loop.settle();

        assertThat(second.isValid()).isTrue();
        test.candidate.returns();
    }

    @Test
    void aRequestThatWasSeenBeforeTheTermBeganIsHeard() throws Exception {
        test.enter();
        test.win(7);
        test.loop.settle();
        requested("job 8", 100);
        test.candidate.returns();
        test.waitOutPause();
        Term second = test.win(8);
        test.loop.settle();

        assertThat(second.isValid()).isFalse();
        test.candidate.returns();
    }

    @Test
    void aCandidateThatHasNeverLedWatchesNoRequests() {
        test.enter();

        assertThat(test.backend.watched).isEmpty();
    }

    @Test
    void allTermsOfOneEngineAreServedByOneWatch() throws Exception {
        test.enter();
        test.win(7);
        test.loop.settle();
        ScriptedCandidate another = new ScriptedCandidate();
        test.engine.enter("another", "a", another);
        test.loop.settle();
        Term term = test.win("another", another, 8);
        test.loop.settle();

        assertThat(test.backend.watched).containsExactly(REQUESTS);
        requested("another 8", 100);
        assertThat(term.isValid()).isFalse();
        another.returns();
        test.candidate.returns();
    }

    @Test
    void theWatchEndsWithTheLastCandidacyAndBeginsAgainWithTheNextTerm() throws Exception {
        Candidacy first = test.enter();
        test.win(7);
        test.loop.settle();
        test.candidate.returns();
        test.waitOutPause();
        Candidacy waiting = test.enter();
        test.backend.campaigns.forEach(campaign -> campaign.left.complete(null));
        test.closeElsewhere(first).get();
        test.loop.settle();
        assertThat(test.backend.question(REQUESTS)).isNotDone();

        test.closeElsewhere(waiting).get();
        test.loop.settle();
        assertThat(test.backend.question(REQUESTS)).isCancelled();
        test.enter();
        test.win(8);
        test.loop.settle();
        assertThat(test.backend.question(REQUESTS)).isNotDone();
        test.candidate.returns();
    }

    @Test
    void theElectionOfRequestsIsReserved() {
        assertThatThrownBy(() -> test.engine.enter(REQUESTS, "a", term -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the election 'election4j.resign' is reserved for requests to resign:"
                        + " stand in an election of another name");
        assertThatThrownBy(() -> test.engine.askToResign(REQUESTS)).isInstanceOf(IllegalArgumentException.class);
        assertThat(test.backend.campaigns).isEmpty();
    }
}
