/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.Term;
import io.election4j.TermEnd;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tests that leaders receive requests to resign through the service from any client; the engine needs only the numbered
 * rules for that.
 */
interface RequestsRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Requests: the leader resigns when another process asks it to, and the next leads")
    default void leaderResignsWhenAsked() throws Exception {
        BlockingQueue<Term> first = new LinkedBlockingQueue<>();
        BlockingQueue<Term> second = new LinkedBlockingQueue<>();
        enter(fixture().elections(), fixture().election(), "first", first);
        Term asked = next(first);
        enter(fixture().elections(), fixture().election(), "second", second);
        Optional<Leader> answer =
                fixture().await(fixture().elections().askToResign(fixture().election()), "handover");
        assertThat(answer).contains(new Leader("first", asked.fencingToken()));
        assertThat(asked.ended().toCompletableFuture())
                .as("end of the term")
                .succeedsWithin(fixture().patience())
                .isEqualTo(TermEnd.RESIGNED);
        assertThat(next(second).fencingToken()).as("token of the next").isGreaterThan(asked.fencingToken());
    }

    @Test
    @DisplayName("Requests: a leader may be asked through its own connection, again and again")
    default void everyTermCanBeAskedToEnd() throws Exception {
        BlockingQueue<Term> terms = new LinkedBlockingQueue<>();
        Elections elections = fixture().elections();
        enter(elections, fixture().election(), "only", terms);
        for (int i = 0; i < 2; i++) {
            Term term = next(terms);
            assertThat(fixture().await(elections.askToResign(fixture().election()), "end of term " + i))
                    .contains(new Leader("only", term.fencingToken()));
        }
        assertThat(next(terms).isValid()).as("the next term is valid").isTrue();
    }

    @Test
    @DisplayName("Requests: if nobody leads, that is the answer")
    default void nobodyNeedsToResign() {
        assertThat(fixture().await(fixture().elections().askToResign(fixture().election()), "answer"))
                .isEmpty();
    }

    @Test
    @DisplayName("Requests: a leader without a watch for requests delays no request to others")
    default void leaderWithoutAWatchDelaysNoOtherRequest() throws Exception {
        TestCampaign deaf = fixture().stand(fixture().connect(), "deaf");
        deaf.awaitProof();
        BlockingQueue<Term> terms = new LinkedBlockingQueue<>();
        String other = fixture().election() + "-other";
        enter(fixture().elections(), other, "first", terms);
        Term term = next(terms);
        Elections asking = fixture().elections();
        CompletableFuture<Optional<Leader>> inVain =
                asking.askToResign(fixture().election());
        fixture().assertStaysPending(inVain, fixture().ttl(), "request to a leader that hears nothing");
        Optional<Leader> asked = fixture().await(asking.askToResign(other), "handover");
        assertThat(asked).map(Leader::candidateId).contains("first");
        // On a busy machine, the first term may have expired, and the candidate may have won again.
        assertThat(asked).map(Leader::fencingToken).hasValueSatisfying(token -> assertThat(token)
                .isGreaterThanOrEqualTo(term.fencingToken()));
        deaf.leave();
        assertThat(fixture().await(inVain, "end of the deaf leader")).contains(new Leader("deaf", deaf.awaitWin()));
    }

    private static void enter(Elections elections, String election, String candidateId, BlockingQueue<Term> terms) {
        elections.enter(election, candidateId, term -> {
            terms.add(term);
            term.awaitEnd();
        });
    }

    private Term next(BlockingQueue<Term> terms) throws InterruptedException {
        Term term = terms.poll(fixture().patience().toMillis(), TimeUnit.MILLISECONDS);
        assertThat(term).as("a term begins").isNotNull();
        return term;
    }
}
