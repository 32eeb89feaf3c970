/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests how a leader is asked to resign, and the answer to the caller. */
class ResignRequestTest {
    private static final String REQUESTS = "election4j.resign";
    private static final Optional<Leader> ASKED = Optional.of(new Leader("a", 7));
    private static final Optional<Leader> NEXT = Optional.of(new Leader("b", 9));

    private final EngineFixture test = new EngineFixture();

    private CompletableFuture<Optional<Leader>> ask() {
        CompletableFuture<Optional<Leader>> asked = test.engine.askToResign("job");
        test.loop.settle();
        return asked;
    }

    private void seen(Optional<Leader> leader) {
        test.backend.question("job").complete(leader);
        test.loop.settle();
    }

    /** Wins the election of requests, so that the request is received. */
    private ScriptedCampaign heard(long number) {
        ScriptedCampaign campaign = test.backend.campaign(REQUESTS);
        campaign.grantRenewals(TTL);
        campaign.won.complete(number);
        test.loop.settle();
        return campaign;
    }

    @Test
    void aRequestStandsUnderANameThatIdentifiesTheTermToEnd() {
        var unused = ask();
        seen(ASKED);

        assertThat(test.backend.contested).containsExactly(REQUESTS);
        assertThat(test.backend.standing).containsExactly("job 7");
        assertThat(test.backend.known.get(test.backend.watched.lastIndexOf("job")))
                .isEqualTo(ASKED);
    }

    @Test
    void theAnswerIsTheLeaderAskedOnceAnotherLeadsAndTheRequestIsWithdrawn() {
        var asked = ask();
        seen(ASKED);
        ScriptedCampaign request = heard(100);
        assertThat(asked).isNotDone();
        seen(NEXT);

        assertThat(asked).isCompletedWithValue(ASKED);
        test.loop.settle();
        assertThat(request.leaves).isEqualTo(1);
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);
    }

    @Test
    void aSeatThatStaysEmptyIsAHandoverToo() {
        var asked = ask();
        seen(ASKED);
        seen(Optional.empty());

        assertThat(asked).isCompletedWithValue(ASKED);
        assertThat(test.backend.campaign(REQUESTS).leaves).isEqualTo(1);
    }

    @Test
    void anOutdatedAnswerIsNoHandover() {
        var asked = ask();
        seen(ASKED);
        seen(Optional.of(new Leader("z", 5)));

        assertThat(asked).isNotDone();
        asked.cancel(false);
    }

    @Test
    void nobodyIsAskedIfNobodyLeads() {
        var asked = ask();
        assertThat(test.backend.known).containsExactly(Optional.of(new Leader("", 0)));
        seen(Optional.empty());

        assertThat(asked).isCompletedWithValue(Optional.empty());
        assertThat(test.backend.campaigns).isEmpty();
    }

    @Test
    void cancellingWithdrawsTheRequestAndEndsTheWatch() {
        var asked = ask();
        seen(ASKED);
        ScriptedCampaign request = heard(100);
        asked.cancel(false);

        test.loop.settle();
        assertThat(request.leaves).isEqualTo(1);
        assertThat(test.backend.question("job")).isCancelled();
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);
    }

    @Test
    void cancellingBeforeTheLeaderIsKnownAsksNobody() {
        var asked = ask();
        asked.cancel(false);
        seen(ASKED);

        assertThat(test.backend.campaigns).isEmpty();
        assertThat(test.backend.watched).containsExactly("job");
    }

    @Test
    void aRequestWithoutEffectLeavesAfterOneTimeToLiveAndEntersAgain() {
        var asked = ask();
        seen(ASKED);
        ScriptedCampaign first = heard(100);
        test.loop.advance(TTL.minusMillis(1));
        assertThat(first.leaves).isZero();
        test.loop.advance(Duration.ofMillis(1));
        test.loop.settle();
        assertThat(first.leaves).isEqualTo(1);
        test.waitOutPause();

        assertThat(test.backend.standing).containsExactly("job 7", "job 7");
        heard(101);
        assertThat(asked).isNotDone();
        asked.cancel(false);
        test.loop.settle();
        assertThat(test.backend.campaign().leaves).isEqualTo(1);
    }

    @Test
    void aRefusedRequestFails() {
        var asked = ask();
        seen(ASKED);
        test.backend
                .campaign(REQUESTS)
                .won
                .completeExceptionally(new ElectionException(Kind.REFUSED, "read-only credentials"));
        test.loop.advance(TTL.dividedBy(3));

        assertFails(asked, Kind.REFUSED, "read-only credentials");
        test.waitOutPause();
        assertThat(test.backend.campaigns).allMatch(campaign -> campaign.leaves == 1);
    }

    @Test
    void aRequestIsRepeatedWhileTheServiceIsOutOfReach() {
        var asked = ask();
        seen(ASKED);
        test.backend.campaign(REQUESTS).won.completeExceptionally(new ElectionException(Kind.UNREACHABLE, "cut off"));
        test.loop.advance(TTL);

        assertThat(asked).isNotDone();
        assertThat(test.backend.campaigns).hasSizeGreaterThan(1);
        asked.cancel(false);
    }

    @Test
    void aFailureToReadTheLeaderFailsTheRequestAtOnce() {
        var asked = ask();
        test.backend.question("job").completeExceptionally(new ElectionException(Kind.UNREACHABLE, "no answer"));
        test.loop.settle();

        assertFails(asked, Kind.UNREACHABLE, "no answer");
        assertThat(test.backend.campaigns).isEmpty();
    }

    @Test
    void closingTheElectionsFailsPendingRequests() throws Exception {
        var unheard = ask();
        seen(ASKED);
        var unanswered = ask();
        test.backend.campaign(REQUESTS).left.complete(null);
        test.closeElsewhere(test.engine).get();

        for (var asked : new CompletableFuture<?>[] {unheard, unanswered}) {
            assertThatThrownBy(asked::join).hasRootCauseMessage("these elections are closed");
        }
    }

    @Test
    void theRequestCompletesOnAnObserverThread() {
        Deque<Runnable> observers = new ArrayDeque<>();
        CompletableFuture<Optional<Leader>> asked = test.engine(observers::add).askToResign("job");
        test.loop.settle();
        seen(Optional.empty());

        assertThat(asked).isNotDone();
        observers.remove().run();
        assertThat(asked).isCompletedWithValue(Optional.empty());
    }

    private static void assertFails(CompletableFuture<?> asked, Kind kind, String message) {
        assertThat(asked).isCompletedExceptionally();
        assertThatThrownBy(asked::join)
                .cause()
                .isInstanceOfSatisfying(ElectionException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind))
                .hasMessage(message);
    }
}
