/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Leader;
import io.election4j.LeaderWatch;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again and again for a leader other than the one last seen. Lives on the loop; the observer does not. */
final class FollowedElection implements LeaderWatch {
    private static final Logger log = LoggerFactory.getLogger(FollowedElection.class);

    /** A token that went back is believed after so many times to live. */
    private static final int PATIENCE = 3;

    private final EngineParts engine;
    private final Loop loop;
    private final String election;
    private final Consumer<Optional<Leader>> onChange;
    private final Consumer<FollowedElection> onStop;
    private final Backoff backoff = new Backoff();

    private boolean closed;
    private boolean telling;
    private Optional<Leader> told;
    private @Nullable CompletableFuture<Optional<Leader>> pending;
    private long highestToken;
    private @Nullable Long staleSince;
    private volatile Optional<Leader> leader;
    private volatile Optional<String> problem = Optional.empty();

    FollowedElection(
            EngineParts engine,
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

    private void onAnswer(Optional<Leader> known, Optional<Leader> answer) {
        if (closed) {
            return;
        }
        problem = Optional.empty();
        if (answer.equals(known) || isStale(answer)) {
            loop.after(backoff.next(), this::ask);
            return;
        }
        backoff.reset();
        highestToken = answer.map(Leader::fencingToken).orElse(highestToken);
        leader = answer;
        tell();
        ask();
    }

    /** A replica that lags may answer with a leader of the past; a service that lost its data does so for good. */
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
            problem = Optional.of(Problem.ofService(error).text());
            log.debug("{}: watch failed, will ask again", election, error);
            loop.after(backoff.next(), this::ask);
        }
    }

    /** One call at a time; what changed meanwhile is told afterwards, once. */
    private void tell() {
        if (!telling && !closed && !leader.equals(told)) {
            telling = true;
            Optional<Leader> news = leader;
            told = news;
            engine.observers().execute(() -> {
                observe(news);
                loop.run(() -> {
                    telling = false;
                    tell();
                });
            });
        }
    }

    private void observe(Optional<Leader> news) {
        try {
            onChange.accept(news);
        } catch (Throwable observerBug) {
            log.warn("{}: the observer of the leader failed", election, observerBug);
        }
    }
}
