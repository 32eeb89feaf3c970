/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.runtime.Failures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks the leader of one election to resign, see {@link ResignRequestWatch}, and watches whether it does. Its fields
 * are accessed on the loop.
 *
 * <p>Leaders receive requests one after the other, so each request has a turn of one time to live and then enters the
 * queue again: a leader that receives no requests must not block requests to other leaders.
 */
final class ResignRequest {
    /** No term has the token 0, so that a query with this as the known leader returns the present one at once. */
    private static final Optional<Leader> UNKNOWN = Optional.of(new Leader("", 0));

    private static final int CHECKS_PER_TURN = 3;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final EngineContext engine;
    private final Loop loop;
    private final Participants participants;
    private final String election;
    private final CompletableFuture<Optional<Leader>> outcome = new CompletableFuture<>();
    private @Nullable StandingCandidacy request;
    private @Nullable FollowedElection watch;

    ResignRequest(EngineContext engine, Participants participants, String election) {
        this.engine = engine;
        this.loop = engine.loop();
        this.participants = participants;
        this.election = election;
    }

    /** Begins soon. Completing or cancelling the outcome ends the request. */
    CompletableFuture<Optional<Leader>> begin() {
        var unused = CompletableFuture.anyOf(outcome, engine.closed()).whenComplete((leader, failure) -> {
            if (!outcome.isDone()) {
                fail(new IllegalStateException("these elections are closed"));
            }
            loop.run(this::withdraw);
        });
        loop.when(
                () -> engine.backend().leaderOtherThan(election, UNKNOWN),
                present -> present.ifPresentOrElse(this::ask, () -> complete(Optional.empty())),
                this::fail);
        return outcome;
    }

    private void ask(Leader present) {
        if (outcome.isDone()) {
            return;
        }
        try {
            stand(present);
        } catch (RuntimeException | Error bug) {
            fail(bug); // otherwise the caller would wait for ever
        }
    }

    private void stand(Leader present) {
        watch = participants.follow(election, Optional.of(present), other -> outcome.complete(Optional.of(present)));
        request = new StandingCandidacy(
                engine,
                ResignRequestWatch.ELECTION,
                ResignRequestWatch.asking(election, present.fencingToken()),
                engine.leaders().async(engine.observers(), this::standForOneTurn));
        participants.stand(request);
        check(request);
    }

    private CompletionStage<TermEnd> standForOneTurn(Term term) {
        loop.run(() -> loop.after(engine.ttl(), term::resign));
        return term.ended();
    }

    /** A refused candidacy keeps trying, but the caller must learn of the refusal. */
    private void check(StandingCandidacy standing) {
        CandidacyStatus status = standing.status();
        if (status.state() == State.REFUSED) {
            fail(new ElectionException(Kind.REFUSED, status.problem().orElse("the service refuses the request")));
        } else if (!outcome.isDone()) {
            var unused = loop.after(engine.ttl().dividedBy(CHECKS_PER_TURN), () -> check(standing));
        }
    }

    private void withdraw() {
        if (watch != null) {
            watch.stop();
        }
        if (request != null) {
            request.withdraw();
        }
    }

    // The outcome's dependents are the caller's code, which must not run on the loop.

    private void complete(Optional<Leader> asked) {
        tell(() -> outcome.complete(asked));
    }

    private void fail(Throwable failure) {
        tell(() -> outcome.completeExceptionally(Failures.unwrap(failure)));
    }

    private void tell(Runnable end) {
        try {
            engine.observers().execute(end);
        } catch (RuntimeException | Error noThread) {
            var unused = loop.after(RETRY, () -> tell(end));
        }
    }
}
