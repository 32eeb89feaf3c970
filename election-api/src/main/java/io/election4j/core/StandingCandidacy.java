/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Term;
import io.election4j.TermEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of one candidate. Its fields are touched on the loop, except the volatile ones, which are only read
 * elsewhere.
 *
 * <pre>
 *   WAITING --won, proven--> LEADING --ended--> STEPPING_DOWN --lead() returned--> PAUSED
 *       ^  \__________________lost, failed_______________________________________________^  |
 *       |__________________________________back-off over____________________________________|
 *   any state --close()--> (STEPPING_DOWN first if leading) --> WITHDRAWN
 * </pre>
 */
final class StandingCandidacy implements Candidacy {
    private static final Logger log = LoggerFactory.getLogger(StandingCandidacy.class);

    private final EngineParts engine;
    private final Loop loop;
    private final Duration ttl;
    private final String election;
    private final String candidateId;
    private final Leadership leadership;
    private final Health health = new Health();
    private final Backoff afterFailures = new Backoff();
    private final Backoff afterTerms = new Backoff();
    private final CompletableFuture<Void> withdrawn = new CompletableFuture<>();

    private State state = State.PAUSED;
    private boolean withdrawing;
    private long highestToken;
    private @Nullable Attempt attempt;
    private CompletableFuture<Void> left = CompletableFuture.completedFuture(null);
    private volatile @Nullable LiveTerm term;

    StandingCandidacy(EngineParts engine, String election, String candidateId, Leadership leadership) {
        this.engine = engine;
        this.loop = engine.loop();
        this.ttl = engine.ttl();
        this.election = election;
        this.candidateId = candidateId;
        this.leadership = leadership;
    }

    @Override
    public Optional<Term> term() {
        return Optional.<Term>ofNullable(term).filter(Term::isValid);
    }

    @Override
    public CandidacyStatus status() {
        CandidacyStatus published = health.status();
        boolean overdue =
                published.state() == State.LEADING && term().isEmpty(); // the loop may be late; the clock is not
        return new CandidacyStatus(overdue ? State.STEPPING_DOWN : published.state(), published.problem(), notice());
    }

    /** A backend that fails to say in what its service differs must not make a health check fail. */
    private Optional<String> notice() {
        try {
            return engine.backend().notice();
        } catch (RuntimeException | Error bug) {
            log.debug("the backend failed to give its notice", bug);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        loop.run(this::withdraw);
        if (!leadership.includesCurrentThread()) { // lead() would wait for itself
            CompletableFuture.anyOf(withdrawn, engine.closed()).join();
        }
    }

    CompletableFuture<Void> withdrawn() {
        return withdrawn;
    }

    /** Begins the first attempt, or the next one after a pause. */
    void contest() {
        if (state != State.PAUSED) {
            return;
        }
        enter(State.WAITING);
        try {
            attempt = new Attempt(
                    loop, engine.beat(), engine.backend().campaign(election, candidateId, ttl), ttl, new Events());
        } catch (RuntimeException | Error thrown) {
            failAttempt(Problem.ofService(thrown));
            return;
        }
        attempt.start();
    }

    void withdraw() {
        if (withdrawing) {
            return;
        }
        withdrawing = true;
        if (state == State.LEADING) {
            stepDown(TermEnd.WITHDRAWN);
        }
        if (state == State.STEPPING_DOWN) {
            loop.after(ttl, this::finish); // lead() may never return
        } else {
            finish();
        }
    }

    /** What the present attempt tells. */
    private final class Events implements Attempt.Listener {
        @Override
        public void onAlive() {
            health.serviceAnswered();
            afterFailures.reset();
        }

        @Override
        public void onProof(long token, long deadline) {
            onAlive();
            LiveTerm serving = term;
            if (state == State.LEADING && serving != null) {
                serving.extend(deadline);
            } else if (state == State.WAITING && deadline - loop.now() > 0) {
                openTermUnlessStale(token, deadline);
            }
        }

        @Override
        public void onTrouble(Problem trouble) {
            log.debug("{}: {}", election, trouble.text());
            health.suffer(trouble);
        }

        @Override
        public void onLost() {
            log.info("{}: {} lost its place", election, candidateId);
            loseSeat(TermEnd.LOST);
        }

        @Override
        public void onFailed(Problem failure) {
            if (state == State.WAITING) {
                failAttempt(failure);
            } else {
                health.suffer(failure);
                loseSeat(TermEnd.LOST);
            }
        }
    }

    private void openTermUnlessStale(long token, long deadline) {
        if (token > highestToken) {
            highestToken = token;
            openTerm(token, deadline);
        } else {
            failAttempt(Problem.ofService(new ElectionException(
                    Kind.REFUSED,
                    "the fencing token went back from " + highestToken + " to " + token
                            + ": the service has lost or restored its data; restart this process once the stores that"
                            + " check tokens accept smaller ones")));
        }
    }

    private void openTerm(long token, long deadline) {
        LiveTerm opened = new LiveTerm(
                loop, token, deadline, engine.observers(), resigned -> loop.run(() -> onResigned(resigned)));
        term = opened;
        health.recover();
        enter(State.LEADING);
        log.info("{}: {} leads with fencing token {}", election, candidateId, token);
        watchDeadline(opened);
        try {
            leadership.begin(opened, failure -> loop.run(() -> onLeadReturned(opened, failure)));
        } catch (OutOfMemoryError outOfThreads) {
            onLeadReturned(opened, outOfThreads);
        }
    }

    private void watchDeadline(LiveTerm serving) {
        if (serving == term && state == State.LEADING) {
            if (serving.isValid()) {
                loop.after(serving.remaining(), () -> watchDeadline(serving));
            } else if (serving.endReason() == TermEnd.EXPIRED) {
                loseSeat(TermEnd.EXPIRED);
            }
        }
    }

    private void onResigned(LiveTerm resigned) {
        if (resigned == term) {
            TermEnd reason = resigned.endReason();
            if (reason == TermEnd.EXPIRED) {
                loseSeat(reason); // the deadline came first: there is nothing to hand over
            } else {
                stepDown(TermEnd.RESIGNED);
            }
        }
    }

    /** There is no seat left to hand over: the term ends and a later attempt begins from scratch. */
    private void loseSeat(TermEnd reason) {
        stepDown(reason);
        abandonAttempt();
        if (state == State.WAITING) {
            pause(afterFailures);
        }
    }

    /** Ends the term but keeps the seat, so that nobody else can win before lead() has returned. */
    private void stepDown(TermEnd reason) {
        LiveTerm serving = term;
        if (serving != null && state == State.LEADING) {
            serving.end(reason);
            log.info("{}: term {} of {} ended: {}", election, serving.fencingToken(), candidateId, serving.endReason());
            enter(State.STEPPING_DOWN);
            loop.after(ttl, () -> giveUpDraining(serving));
        }
    }

    private void giveUpDraining(LiveTerm ended) {
        if (ended == term && attempt != null) {
            log.warn("{}: lead() still runs {} after its term ended; freeing the seat", election, ttl);
            abandonAttempt();
        }
    }

    private void onLeadReturned(LiveTerm served, @Nullable Throwable failure) {
        if (served != term || state == State.WITHDRAWN) {
            return;
        }
        stepDown(TermEnd.RESIGNED);
        term = null;
        abandonAttempt();
        if (failure == null) {
            afterTerms.reset();
        } else {
            log.warn("{}: the leader failed and resigned", election, failure);
            health.suffer(Problem.ofLeader(failure));
        }
        pause(afterTerms);
    }

    private void failAttempt(Problem failure) {
        log.info("{}: attempt failed, will try again: {}", election, failure.text());
        health.suffer(failure);
        abandonAttempt();
        pause(afterFailures);
    }

    private void abandonAttempt() {
        Attempt abandoned = attempt;
        attempt = null;
        if (abandoned != null) {
            left = abandoned.leave();
        }
    }

    private void pause(Backoff backoff) {
        if (withdrawing) {
            finish();
        } else {
            enter(State.PAUSED);
            loop.after(backoff.next(), this::contest);
        }
    }

    private void finish() {
        if (state != State.WITHDRAWN) {
            abandonAttempt();
            enter(State.WITHDRAWN);
            loop.after(ttl, () -> withdrawn.complete(null)); // the service may never confirm
            var unused = left.whenComplete((none, error) -> withdrawn.complete(null));
        }
    }

    private void enter(State next) {
        state = next;
        health.show(next);
    }
}
