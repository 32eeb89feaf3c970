/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Leader;
import io.election4j.LeaderWatch;
import io.election4j.runtime.Failures;
import io.election4j.runtime.SerialThread.Timer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeatedly asks the backend for a leader other than the one last seen. Lives on the loop; the observer does not. */
final class FollowedElection implements LeaderWatch, Watchdog.Watched {
    private static final Logger log = LoggerFactory.getLogger(FollowedElection.class);

    /** The times to live after which a token that went back is accepted. */
    private static final int PATIENCE = 3;

    private final EngineContext engine;
    private final Loop loop;
    private final String election;
    private final Consumer<Optional<Leader>> onChange;
    private final Consumer<FollowedElection> onStop;
    private final Backoff backoff = Backoff.afterFailures();

    private boolean closed;
    private Optional<Leader> told;
    private @Nullable Timer nextQuestion;
    private @Nullable CompletableFuture<Optional<Leader>> pending;
    private long highestToken;
    private @Nullable Long staleSince;
    private volatile boolean telling;
    private volatile Optional<Leader> leader;
    private volatile Optional<String> problem = Optional.empty();

    FollowedElection(
            EngineContext engine,
            String election,
            Optional<Leader> known,
            Consumer<Optional<Leader>> onChange,
            Consumer<FollowedElection> onStop) {
        this.engine = engine;
        this.loop = engine.loop();
        this.election = election;
        this.onChange = onChange;
        this.onStop = onStop;
        this.leader = known;
        this.told = known;
        this.highestToken = known.map(Leader::fencingToken).orElse(0L);
    }

    @Override
    public Optional<Leader> leader() {
        return leader;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {
        loop.run(this::stop);
    }

    void stop() {
        closed = true;
        onStop.accept(this);
        if (nextQuestion != null) {
            nextQuestion.cancel();
        }
        if (pending != null) {
            pending.cancel(false);
        }
    }

    void ask() {
        if (closed) {
            return;
        }
        Optional<Leader> known = leader;
        CompletableFuture<Optional<Leader>> asked =
                Loop.asked(() -> engine.backend().leaderOtherThan(election, known));
        pending = asked;
        loop.when(() -> asked, answer -> onAnswer(known, answer), this::onFailure);
    }

    private void askLater() {
        nextQuestion = loop.after(backoff.next(), this::ask);
    }

    private void onAnswer(Optional<Leader> known, Optional<Leader> answer) {
        if (closed) {
            return;
        }
        problem = Optional.empty();
        if (answer.equals(known) || isStale(answer)) {
            askLater();
            return;
        }
        backoff.reset();
        highestToken = answer.map(Leader::fencingToken).orElse(highestToken);
        leader = answer;
        ask();
        tell();
    }

    /**
     * A replica that lags may answer with an earlier leader for a while; a service that lost its data does so
     * permanently.
     */
    private boolean isStale(Optional<Leader> answer) {
        if (answer.isEmpty() || answer.get().fencingToken() >= highestToken) {
            staleSince = null;
            return false;
        }
        long now = loop.now();
        if (staleSince == null) {
            staleSince = now;
        }
        if (now - staleSince < engine.ttl().multipliedBy(PATIENCE).toNanos()) {
            return true;
        }
        log.warn(
                "{}: the fencing token went back from {} to {}: the service has lost or restored its data",
                election,
                highestToken,
                answer.get().fencingToken());
        staleSince = null;
        return false;
    }

    private void onFailure(Throwable error) {
        if (!closed) {
            askLater();
            Problem failure = engine.failures().problem(error);
            problem = Optional.of(failure.text());
            log.debug("{}: watch failed, will ask again: {}", election, failure.text());
        }
    }

    /** Calls the observer, one call at a time; changes during a call cause one further call after it. */
    private void tell() {
        if (!telling && !closed && !leader.equals(told)) {
            Optional<Leader> before = told;
            Optional<Leader> news = leader;
            telling = true;
            told = news;
            try {
                engine.observers().execute(() -> observe(news));
            } catch (RuntimeException | Error later) {
                told = before; // the watchdog notices the missing call
                telling = false;
            }
        }
    }

    private void observe(Optional<Leader> news) {
        try {
            onChange.accept(news);
        } catch (Throwable observerBug) {
            Failures.log(
                    readable -> log.warn("{}: the observer of the leader failed", election, readable), observerBug);
        } finally {
            telling = false;
            loop.run(this::tell);
        }
    }

    @Override
    public String name() {
        return "watch of " + election;
    }

    @Override
    public @Nullable String inconsistency() {
        boolean asked = pending != null && !pending.isDone();
        boolean asking = asked || (nextQuestion != null && nextQuestion.isPending());
        if (!closed && !asking) {
            return "nothing is asked any more";
        }
        return !closed && !telling && !leader.equals(told) ? "a change was not told" : null;
    }

    @Override
    public void recover() {
        if (pending == null || pending.isDone()) {
            ask();
        }
        tell();
    }
}
