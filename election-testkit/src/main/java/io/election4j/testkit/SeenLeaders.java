/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Follows an election: asks each time for a leader other than the last one. */
final class SeenLeaders {
    private final Backend observer;
    private final String election;
    private final List<Optional<Leader>> answers = new CopyOnWriteArrayList<>();
    private final List<Optional<Leader>> repetitions = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Leader, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    SeenLeaders(Backend observer, String election) {
        this.observer = observer;
        this.election = election;
        ask(Optional.empty());
    }

    /** Completes once the leader has been seen. */
    CompletableFuture<Void> sighting(Leader leader) {
        return awaited.computeIfAbsent(leader, unknown -> new CompletableFuture<>());
    }

    /** Answers that repeat the known leader; the first ends the requests. */
    List<Optional<Leader>> repetitions() {
        return repetitions;
    }

    List<Long> tokens() {
        return answers.stream()
                .flatMap(Optional::stream)
                .map(Leader::fencingToken)
                .toList();
    }

    /** Failures; the first ends the requests. */
    List<Throwable> failures() {
        return failures;
    }

    private void ask(Optional<Leader> known) {
        var unused = observer.leaderOtherThan(election, known).whenComplete((answer, error) -> {
            if (error != null) {
                failures.add(error);
            } else if (answer.equals(known)) {
                repetitions.add(answer);
            } else {
                answers.add(answer);
                answer.ifPresent(leader -> sighting(leader).complete(null));
                ask(answer);
            }
        });
    }
}
