/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static io.election4j.core.EngineFixture.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.AsyncCandidate;
import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Tests leading without a thread; observers, and so the calls of {@code lead()}, run on the loop of these tests. */
class AsyncCandidateTest {
    private final EngineFixture test = new EngineFixture();
    private final List<Term> terms = new ArrayList<>();
    private final List<CompletableFuture<Void>> works = new ArrayList<>();

    private Candidacy enter(AsyncCandidate candidate) {
        Candidacy candidacy = test.engine.enterAsync("job", "a", candidate);
        test.loop.settle();
        return candidacy;
    }

    private CompletableFuture<Void> lead(Term term) {
        terms.add(term);
        CompletableFuture<Void> work = new CompletableFuture<>();
        works.add(work);
        return work;
    }

    private ScriptedCampaign win(long token) {
        ScriptedCampaign campaign = test.backend.campaign();
        campaign.won.complete(token);
        test.loop.settle();
        campaign.lastRenewal().complete(TTL);
        test.loop.settle();
        return campaign;
    }

    @Test
    void theTermLastsUntilTheStageCompletes() {
        Candidacy candidacy = enter(this::lead);
        ScriptedCampaign campaign = win(7);
        assertThat(stateOf(candidacy)).isEqualTo(State.LEADING);
        assertThat(terms).singleElement().matches(Term::isValid).matches(term -> term.fencingToken() == 7);
        assertThat(EngineFixture.isLed("job")).isFalse();

        works.get(0).complete(null);
        test.loop.settle();
        assertThat(terms.get(0).isValid()).isFalse();
        assertThat(terms.get(0).ended().toCompletableFuture()).isCompletedWithValue(TermEnd.RESIGNED);
        assertThat(campaign.leaves).isEqualTo(1);
        assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);
    }

    @Test
    void aSeatThatIsHandedOverStaysTakenUntilTheStageCompletes() {
        Candidacy candidacy = enter(this::lead);
        ScriptedCampaign campaign = win(7);
        terms.get(0).resign();
        test.loop.settle();
        assertThat(stateOf(candidacy)).isEqualTo(State.STEPPING_DOWN);
        assertThat(campaign.leaves).isZero();

        works.get(0).complete(null);
        test.loop.settle();
        assertThat(campaign.leaves).isEqualTo(1);
    }

    @Test
    void theNextTermBeginsOnlyAfterTheStageOfTheLast() {
        enter(this::lead);
        win(7);
        terms.get(0).resign();
        test.loop.settle();
        test.waitOutPause();
        assertThat(test.backend.campaigns).hasSize(1);

        works.get(0).complete(null);
        test.loop.settle();
        test.waitOutPause();
        win(8);
        assertThat(terms).extracting(Term::fencingToken).containsExactly(7L, 8L);
    }

    @Test
    void aFailureOfTheStageIsTheProblemInTheStatus() {
        Candidacy candidacy = enter(this::lead);
        win(7);
        works.get(0).completeExceptionally(new CompletionException(new IllegalStateException("ledger closed")));
        test.loop.settle();

        assertThat(candidacy.status().problem())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("ledger closed").doesNotContain("CompletionException"));
        assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);
    }

    @Test
    void aCandidateThatThrowsOrReturnsNoStageResigns() {
        Candidacy thrower = enter(term -> {
            throw new IllegalStateException("cannot begin");
        });
        assertThat(win(7).leaves).isEqualTo(1);
        assertThat(thrower.status().problem())
                .hasValueSatisfying(text -> assertThat(text).contains("cannot begin"));
    }

    @Test
    void closingTheCandidacyFromLeadDoesNotWaitForItself() {
        CompletableFuture<Candidacy> own = new CompletableFuture<>();
        own.complete(enter(term -> {
            own.join().close();
            return CompletableFuture.completedFuture(null);
        }));
        ScriptedCampaign campaign = win(7);

        assertThat(campaign.leaves).isEqualTo(1);
        assertThat(stateOf(own.join())).isEqualTo(State.WITHDRAWN);
    }
}
