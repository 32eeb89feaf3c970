/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.Leader;
import io.election4j.backend.LeaderTracker.Source;
import io.election4j.backend.LeaderTracker.Sources;
import io.election4j.runtime.LoopTasks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tracks the leaders of those elections that somebody asks for; an election that nobody asks for any more is forgotten, and
 * costs the service nothing. Lives on the loop, but for {@link #otherThan}.
 *
 * @param <S> the sources of the service
 */
public final class LeaderTrackers<S extends Source> {

    private record Followed<S>(S source, LeaderTracker tracker) {}

    private final BackendThreads threads;
    private final LongSupplier clock;
    private final ServiceProblems problems;
    private final Duration patience;
    private final Sources<S> sources;
    private final Map<String, Followed<S>> followed = new HashMap<>();
    private boolean closed;

    /**
     * Creates trackers of no election.
     *
     * @param clock nanoseconds, monotonic
     * @param patience the time without a successful read after which queries fail
     */
    public LeaderTrackers(
            BackendThreads threads,
            LongSupplier clock,
            ServiceProblems problems,
            Duration patience,
            Sources<S> sources) {
        this.threads = threads;
        this.clock = clock;
        this.problems = problems;
        this.patience = patience;
        this.sources = sources;
    }

    /** As {@link io.election4j.spi.Backend#leaderOtherThan}. Any thread. */
    public CompletableFuture<Optional<Leader>> otherThan(String election, Optional<Leader> known) {
        CompletableFuture<Optional<Leader>> answer = new CompletableFuture<>();
        if (!threads.run(() -> ask(election, known, answer))) {
            answer.completeExceptionally(problems.closed());
        }
        return answer;
    }

    private void ask(String election, Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        if (closed) {
            threads.fail(answer, problems.closed());
        } else {
            followed.computeIfAbsent(election, this::follow).tracker().ask(known, answer);
        }
    }

    private Followed<S> follow(String election) {
        LeaderTracker tracker = new LeaderTracker(threads, clock, patience);
        S source = sources.create(election, tracker);
        tracker.follow(source);
        return new Followed<>(source, tracker);
    }

    /** The source of an election that is followed. */
    public Optional<S> source(String election) {
        return Optional.ofNullable(followed.get(election)).map(Followed::source);
    }

    /** Calls the sources of all elections that are followed. */
    public void forEach(Consumer<S> task) {
        LoopTasks.forEach(List.copyOf(followed.values()), each -> task.accept(each.source()));
    }

    /** Reads again all leaders that somebody asks for. */
    public void readAll() {
        LoopTasks.forEach(List.copyOf(followed.values()), each -> each.tracker().requestRead());
    }

    /** Reads what is due, and forgets the elections that nobody asks for. To be called regularly. */
    public void tick() {
        LoopTasks.forEach(List.copyOf(followed.entrySet()), each -> {
            if (!each.getValue().tracker().tick()) {
                followed.remove(each.getKey());
            }
        });
    }

    /** Fails all queries, and those that come later. */
    public void close() {
        closed = true;
        LoopTasks.forEach(List.copyOf(followed.values()), each -> each.tracker().fail(problems.closed()));
        followed.clear();
    }
}
