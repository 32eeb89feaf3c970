/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import io.election4j.TermEnd;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Implements the state machine of one candidate. Its fields are accessed on the loop, except the volatile ones, which
 * other threads may read.
 *
 * <pre>
 *   WAITING --won, proven--> LEADING --ended--> STEPPING_DOWN --lead() returned--> PAUSED
 *       ^  \__________________lost, failed_______________________________________________^  |
 *       |__________________________________back-off over____________________________________|
 *   any state --close()--> (STEPPING_DOWN first if leading) --> WITHDRAWN
 * </pre>
 *
 * <p>Each state but WAITING has one timer at most. A change of state comes before any action that may fail, so that the
 * watchdog can continue from the state.
 */
final class StandingCandidacy implements Watchdog.Watched {
    private static final Logger log = LoggerFactory.getLogger(StandingCandidacy.class);

    private final EngineContext engine;
    private final String election;
    private final String candidateId;
    private final Leadership leadership;
    private final Health health = new Health();
    private final Phase phase;
    private final Seat seat = new Seat();
    private final Backoff afterFailures = Backoff.afterFailures();
    private final Backoff afterTerms = Backoff.afterTerms();
    private final CompletableFuture<Void> withdrawn = new CompletableFuture<>();

    private boolean withdrawing;
    private long highestToken;
    private @Nullable ServedTerm lastTerm;
    private volatile @Nullable ServedTerm term;

    StandingCandidacy(EngineContext engine, String election, String candidateId, Leadership leadership) {
        this.engine = engine;
        this.election = election;
        this.candidateId = candidateId;
        this.leadership = leadership;
        this.phase = new Phase(engine.loop(), health);
    }

    /** The term that was opened last, until its user code has stopped. Any thread. */
    @Nullable
    LiveTerm term() {
        ServedTerm current = term;
        return current == null ? null : current.live();
    }

    /** The status that the loop published last. Any thread. */
    CandidacyStatus status() {
        return health.status();
    }

    CompletableFuture<Void> withdrawn() {
        return withdrawn;
    }

    /** Begins the first attempt, or the next one after a pause. */
    void contest() {
        if (phase.state() != State.PAUSED) {
            return;
        }
        Optional<Problem> refusal = engine.tokens().refusal(election);
        phase.enter(refusal.isPresent() ? State.PAUSED : State.WAITING);
        if (refusal.isPresent()) {
            health.report(refusal.get());
            return;
        }
        try {
            seat.contest(engine, engine.backend().campaign(election, candidateId, engine.ttl()), new Events());
        } catch (RuntimeException | Error thrown) {
            failAttempt(engine.failures().problem(thrown));
        }
    }

    void withdraw() {
        withdrawing = true;
        if (phase.state() == State.LEADING) {
            stepDown(TermEnd.WITHDRAWN);
        } else if (phase.state() != State.STEPPING_DOWN) {
            finish();
        } else if (phase.isIdle()) {
            phase.until(engine.ttl(), this::giveUpDraining); // lead() may never return
        }
    }

    /** Handles the events of the present attempt. */
    private final class Events implements Attempt.Listener {
        @Override
        public void onAlive() {
            health.serviceAnswered();
        }

        @Override
        public void onProof(long token, long deadline) {
            onAlive();
            ServedTerm serving = term;
            if (phase.state() == State.LEADING && serving != null) {
                serving.live().extend(deadline);
            } else if (phase.state() == State.WAITING
                    && deadline - engine.loop().now() > 0) {
                openTermUnlessStale(token, deadline);
            }
        }

        @Override
        public void onTrouble(Problem trouble) {
            health.report(trouble);
        }

        @Override
        public void onSilence(String text) {
            health.waitFor(text);
        }

        @Override
        public void onLost() {
            loseSeat(TermEnd.LOST);
            log.info("{}: {} lost its place", election, candidateId);
        }

        @Override
        public void onFailed(Problem failure) {
            if (phase.state() == State.WAITING) {
                failAttempt(failure);
            } else {
                loseSeat(TermEnd.LOST);
                health.report(failure);
            }
        }
    }

    private void openTermUnlessStale(long token, long deadline) {
        Optional<Problem> refusal = engine.tokens().check(election, highestToken, token);
        if (refusal.isPresent()) {
            failAttempt(refusal.get());
            return;
        }
        ServedTerm opened = new ServedTerm(engine, election, token, deadline, new TermEvents());
        term = opened;
        lastTerm = opened;
        highestToken = token;
        health.recover();
        afterFailures.reset();
        try {
            phase.enter(State.LEADING);
            log.info("{}: {} leads with fencing token {}", election, candidateId, token);
        } finally {
            opened.begin(leadership); // otherwise a term without a leader would be renewed for ever
        }
    }

    /** Handles the events of the present term and of earlier ones. */
    private final class TermEvents implements ServedTerm.Listener {
        @Override
        public void onEnded(ServedTerm ended, TermEnd reason) {
            if (ended == term && reason == TermEnd.EXPIRED) {
                loseSeat(reason); // there is no seat to hand over
            } else if (ended == term) {
                stepDown(reason);
            }
        }

        @Override
        public void onServed(ServedTerm served) {
            if (served == term) {
                stepDown(TermEnd.RESIGNED);
                term = null;
                seat.abandon();
                afterTerms.lasted(served.sinceOpened());
                pause(afterTerms);
            }
        }

        @Override
        public void onExplained(ServedTerm failed, Problem problem) {
            if (failed == lastTerm && phase.state() != State.WITHDRAWN) {
                health.report(problem);
            }
        }
    }

    /** Ends the term and the attempt, because there is no seat left to hand over; a later attempt starts anew. */
    private void loseSeat(TermEnd reason) {
        stepDown(reason);
        seat.abandon();
        if (phase.state() == State.WAITING) {
            pause(afterFailures);
        }
    }

    /** Ends the term but keeps the seat, so that no other candidate can win before lead() has returned. */
    private void stepDown(TermEnd reason) {
        ServedTerm serving = term;
        if (serving != null && phase.state() == State.LEADING) {
            serving.end(reason);
            phase.enter(State.STEPPING_DOWN);
            phase.until(engine.ttl(), this::giveUpDraining);
            LiveTerm ended = serving.live();
            log.info("{}: term {} of {} ended: {}", election, ended.fencingToken(), candidateId, ended.endReason());
        }
    }

    private void giveUpDraining() {
        boolean held = seat.isContested();
        seat.abandon();
        if (withdrawing) {
            finish();
        }
        if (held) {
            log.warn("{}: lead() still runs {} after its term ended; freeing the seat", election, engine.ttl());
        }
    }

    private void failAttempt(Problem failure) {
        seat.abandon();
        pause(afterFailures);
        health.report(failure);
        log.info("{}: attempt failed, will try again: {}", election, failure.text());
    }

    private void pause(Backoff backoff) {
        if (withdrawing) {
            finish();
        } else {
            phase.enter(State.PAUSED);
            phase.until(backoff.next(), this::contest);
        }
    }

    private void finish() {
        if (phase.state() != State.WITHDRAWN) {
            phase.enter(State.WITHDRAWN);
            term = null;
            seat.abandon();
            phase.until(engine.ttl(), () -> withdrawn.complete(null)); // the service may never confirm
            var unused = seat.left().whenComplete((none, error) -> {
                withdrawn.complete(null);
                engine.loop().run(phase::forgetTimer);
            });
        }
    }

    @Override
    public String name() {
        return election + ": " + candidateId;
    }

    @Override
    public @Nullable String inconsistency() {
        String ofTerm = lastTerm == null ? null : lastTerm.inconsistency();
        String ofSeat = seat.inconsistency();
        if (ofTerm != null || ofSeat != null) {
            return ofTerm != null ? ofTerm : ofSeat;
        }
        LiveTerm serving = term();
        boolean idle = phase.isIdle();
        boolean wrong =
                switch (phase.state()) {
                    case WAITING -> !seat.isContested();
                    case LEADING -> serving == null || serving.endReason() != null;
                    case STEPPING_DOWN ->
                        serving == null || serving.isServed() || (idle && (withdrawing || seat.isContested()));
                    case PAUSED -> idle && engine.tokens().refusal(election).isEmpty();
                    default -> idle && !withdrawn.isDone();
                };
        return wrong ? phase.state() + ", and nothing is planned that would end that" : null;
    }

    @Override
    public void recover() {
        if (lastTerm != null) {
            lastTerm.recover();
        }
        seat.recover();
        boolean idle = phase.isIdle();
        if (phase.state() == State.WITHDRAWN && idle) {
            withdrawn.complete(null);
        } else if (phase.state() == State.STEPPING_DOWN && term != null && idle) {
            phase.until(engine.ttl(), this::giveUpDraining);
        } else if (phase.state() == State.PAUSED ? idle : term == null && !seat.isContested()) {
            pause(afterFailures);
        }
    }
}
