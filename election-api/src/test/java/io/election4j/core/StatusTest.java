/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static io.election4j.core.EngineFixture.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Term;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests the status of a candidacy, and how it continues, after each kind of failure of the service. */
class StatusTest {
    private final ElectionException cutOff = new ElectionException(Kind.UNREACHABLE, "h1:2181 is silent");
    private final ElectionException denied = new ElectionException(Kind.REFUSED, "wrong password");

    private final EngineFixture test = new EngineFixture();

    @Test
    void theBackendsNoticeIsShownInEveryState() throws Exception {
        Candidacy candidacy = test.enter();
        assertThat(candidacy.status().notice()).isEmpty();

        test.backend.noticing = () -> Optional.of("grants 40 s of the 120 s asked for");
        assertThat(candidacy.status().notice()).contains("grants 40 s of the 120 s asked for");
        test.win(7);
        assertThat(stateOf(candidacy)).isEqualTo(State.LEADING);
        assertThat(candidacy.status().notice()).contains("grants 40 s of the 120 s asked for");
        test.candidate.returns();
    }

    @Test
    void aBackendThatThrowsInsteadOfANoticeDoesNotDisturbTheStatus() {
        Candidacy candidacy = test.enter();
        test.backend.noticing = () -> {
            throw new NoSuchMethodError("of another version");
        };
        assertThat(candidacy.status().notice()).isEmpty();
        assertThat(stateOf(candidacy)).isEqualTo(State.CONNECTING);
    }

    @Test
    void aCandidateIsConnectingUntilTheServiceAnswersAndThenWaits() {
        Candidacy candidacy = test.enter();
        assertThat(stateOf(candidacy)).isEqualTo(State.CONNECTING);

        test.backend.campaign().lastRenewal().complete(TTL);
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.WAITING);
        assertThat(candidacy.status().problem()).isEmpty();
    }

    @Test
    void aFailedRenewalShowsItsReasonUntilOneSucceeds() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().lastRenewal().completeExceptionally(cutOff);
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.UNREACHABLE);
        assertThat(candidacy.status().problem()).contains("h1:2181 is silent");

        test.backend.campaign().grantRenewals(TTL);
        test.loop.advance(TTL.dividedBy(3));
        assertThat(stateOf(candidacy)).isEqualTo(State.WAITING);
        assertThat(candidacy.status().problem()).isEmpty();
    }

    @Test
    void aRefusalIsDistinguishedFromAMissingAnswer() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().won.completeExceptionally(denied);
        test.loop.settle();

        assertThat(stateOf(candidacy)).isEqualTo(State.REFUSED);
        assertThat(candidacy.status().problem()).contains("wrong password");
        assertThat(test.backend.campaign().leaves).isEqualTo(1);
    }

    @Test
    void aFailureThatIsNoElectionExceptionCountsAsOutOfReach() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().won.completeExceptionally(new IllegalStateException("bug"));
        test.loop.settle();

        assertThat(stateOf(candidacy)).isEqualTo(State.UNREACHABLE);
        assertThat(candidacy.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("bug"));
    }

    @Test
    void aBackendThatThrowsFromCampaignIsAFailedAttempt() {
        test.backend.starting = () -> {
            throw new IllegalStateException("broken backend");
        };
        Candidacy candidacy = test.enter();
        assertThat(stateOf(candidacy)).isEqualTo(State.UNREACHABLE);

        test.backend.starting = ScriptedCampaign::new;
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);
    }

    @Test
    void aBackendThatThrowsFromRenewIsAFailedRenewal() {
        test.backend.starting = () -> {
            ScriptedCampaign campaign = new ScriptedCampaign();
            campaign.renewing = () -> {
                throw new IllegalStateException("broken backend");
            };
            return campaign;
        };
        Candidacy candidacy = test.enter();

        assertThat(candidacy.status().problem()).isPresent();
        test.backend.campaign().grantRenewals(TTL);
        test.loop.advance(TTL);
        assertThat(stateOf(candidacy)).isEqualTo(State.WAITING);
    }

    @Test
    void aSpanThatIsNotPositiveIsAFailedRenewal() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().lastRenewal().complete(Duration.ZERO);
        test.loop.settle();

        assertThat(stateOf(candidacy)).isEqualTo(State.UNREACHABLE);
    }

    @Test
    void anExcessiveSpanIsLimited() throws Exception {
        test.enter();
        test.backend.campaign().won.complete(7L);
        test.loop.settle();
        test.backend.campaign().lastRenewal().complete(Duration.ofSeconds(Long.MAX_VALUE));
        test.loop.settle();
        Term term = test.candidate.begin();

        assertThat(term.remaining()).isLessThan(Duration.ofDays(1));
        test.candidate.returns();
    }

    @Test
    void anUnansweredRenewalIsAProblemOfALeaderBeforeItsTermEnds() throws Exception {
        Candidacy candidacy = test.enter();
        test.win(7);
        test.loop.advance(TTL.dividedBy(3).multipliedBy(2).plusMillis(1));

        assertThat(stateOf(candidacy)).isEqualTo(State.LEADING);
        assertThat(candidacy.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("has not answered"));
        test.candidate.returns();
    }

    @Test
    void anAttemptWithoutAnyAnswerIsGivenUp() {
        Candidacy candidacy = test.enter();
        test.loop.advance(TTL.multipliedBy(4));
        assertThat(test.backend.campaigns.get(0).leaves).isEqualTo(1);

        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(2);
        assertThat(stateOf(candidacy)).isEqualTo(State.UNREACHABLE);
    }

    @Test
    void aPlaceInTheQueueThatIsLostIsTakenAgain() {
        test.enter();
        test.backend.campaign().lost.complete(null);
        test.waitOutPause();

        assertThat(test.backend.campaigns).hasSize(2);
        assertThat(test.backend.campaigns.get(0).leaves).isEqualTo(1);
    }

    @Test
    void aCandidateThatIsKeptWaitingForItsFirstAnswerIsStillConnecting() {
        Candidacy candidacy = test.enter();
        test.loop.advance(TTL);
        assertThat(stateOf(candidacy)).isEqualTo(State.CONNECTING);
        assertThat(candidacy.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("has not answered"));

        test.backend.campaign().lastRenewal().completeExceptionally(cutOff);
        test.loop.advance(TTL);
        assertThat(stateOf(candidacy)).isEqualTo(State.UNREACHABLE);
    }

    @Test
    void anIncompatibleLibraryIsReportedAsTheProblem() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().won.completeExceptionally(new NoSuchMethodError("io.vertx.core.Vertx.x()"));
        test.loop.settle();

        assertThat(candidacy.status().problem())
                .contains("the backend does not fit the libraries on the class path:"
                        + " java.lang.NoSuchMethodError: io.vertx.core.Vertx.x()");
    }

    @Test
    void aLeaderWhoseFailureHasNoReadableMessageIsElectedAgain() throws Exception {
        Candidacy candidacy = test.enter();
        test.win(7);
        test.candidate.finish(() -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new IllegalStateException("no message");
                }
            };
        });
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);
        assertThat(candidacy.status().problem()).isPresent();

        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(2);
    }

    @Test
    void anAttemptIsRepeatedAfterAFailureWithoutAReadableMessage() {
        Candidacy candidacy = test.enter();
        test.backend.campaign().won.completeExceptionally(new ElectionException(Kind.REFUSED, "") {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        });
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.REFUSED);
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(2);
    }

    @Test
    void aClosedCandidacyLeavesNoTimerBehind() throws Exception {
        int before = test.loop.timers();
        Candidacy candidacy = test.enter();
        test.backend.campaign().left.complete(null);
        Term term = test.win(7);
        CompletableFuture<Void> closing = test.closeElsewhere(candidacy);
        test.candidate.returns();
        test.loop.settle();
        closing.get();
        test.loop.settle();

        assertThat(term.isValid()).isFalse();
        assertThat(test.loop.timers()).isEqualTo(before);
    }

    @Test
    void aClosedBackendThatFailsEveryFutureDoesNotDisturbTheWithdrawal() throws Exception {
        Candidacy candidacy = test.enter();
        ScriptedCampaign campaign = test.backend.campaign();
        CompletableFuture<Void> closing = test.closeElsewhere(candidacy);
        campaign.won.completeExceptionally(cutOff);
        campaign.lost.completeExceptionally(cutOff);
        campaign.lastRenewal().completeExceptionally(cutOff);
        campaign.left.completeExceptionally(cutOff);
        test.loop.settle();

        closing.get();
        assertThat(stateOf(candidacy)).isEqualTo(State.WITHDRAWN);
        assertThat(candidacy.status().problem()).isEmpty();
    }
}
