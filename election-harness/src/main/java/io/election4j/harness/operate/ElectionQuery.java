/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.LeaderWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Sends single requests about one election. Thread-safe. */
public final class ElectionQuery {
    private static final long LOOK_MILLIS = 20;

    /** The longest time in which a service that answers reports a leader, if there is one. */
    private static final Duration LEADER_IS_TOLD = Duration.ofSeconds(2);

    private final Elections elections;
    private final String election;
    private final LongSupplier nanoClock;

    /** Creates a query; sends no request. */
    public ElectionQuery(Elections elections, String election, LongSupplier nanoClock) {
        this.elections = elections;
        this.election = election;
        this.nanoClock = nanoClock;
    }

    /**
     * Returns the leader and the candidates. If candidates stand and none leads, waits for one that is about to lead.
     *
     * @throws ElectionException if the service does not answer in time, or refuses
     */
    public ElectionStatus status(Duration limit) throws InterruptedException {
        long start = nanoClock.getAsLong();
        List<String> candidates = candidates(limit);
        if (candidates.isEmpty()) {
            return new ElectionStatus(election, Optional.empty(), candidates);
        }
        Duration left = limit.minusNanos(nanoClock.getAsLong() - start);
        return new ElectionStatus(election, leader(Optional.empty(), longer(left, LEADER_IS_TOLD)), candidates);
    }

    private List<String> candidates(Duration limit) {
        try {
            return answer(elections.candidates(election), limit);
        } catch (TimeoutException late) {
            throw new ElectionException(
                    Kind.UNREACHABLE, "the service did not answer within " + Durations.text(limit), late);
        }
    }

    /**
     * Asks the leader to hand over, and waits until it no longer leads.
     *
     * @return the former leader; empty if no candidate led
     * @throws TimeoutException if it continues to lead
     * @throws ElectionException if the service refuses
     */
    public Optional<Leader> handOver(Duration limit) throws TimeoutException {
        return answer(elections.askToResign(election), limit);
    }

    /** Returns the leader after another one; empty if no other candidate leads within a short time. */
    public Optional<Leader> successor(Leader predecessor) throws InterruptedException {
        return leader(Optional.of(predecessor), LEADER_IS_TOLD);
    }

    private Optional<Leader> leader(Optional<Leader> known, Duration limit) throws InterruptedException {
        try (LeaderWatch watch = elections.watch(election, leader -> {})) {
            long start = nanoClock.getAsLong();
            Optional<Leader> seen = Optional.empty();
            while ((seen.isEmpty() || seen.equals(known)) && nanoClock.getAsLong() - start < limit.toNanos()) {
                watch.problem().ifPresent(problem -> {
                    throw new ElectionException(Kind.UNREACHABLE, problem);
                });
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                seen = watch.leader();
            }
            return seen.equals(known) ? Optional.empty() : seen;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static <T> T answer(CompletableFuture<T> asked, Duration limit) throws TimeoutException {
        try {
            return asked.copy()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException failed) {
            asked.cancel(false);
            if (failed.getCause() instanceof TimeoutException late) {
                throw late;
            }
            if (failed.getCause() instanceof ElectionException known) {
                throw known;
            }
            throw failed;
        }
    }
}
