/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.Leader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Holds the queries that wait for another leader of one election than the known one, see
 * {@link io.election4j.spi.Backend#leaderOtherThan}. Lives on the loop; futures are completed on the messenger.
 */
public final class PendingQueries {

    private record Reader(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {}

    private final BackendThreads threads;
    private final List<Reader> queries = new ArrayList<>();

    /** Creates an empty set of queries. */
    public PendingQueries(BackendThreads threads) {
        this.threads = threads;
    }

    /** Adds a query. */
    public void add(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        queries.add(new Reader(known, answer));
    }

    /** Whether no query waits. */
    public boolean isEmpty() {
        return queries.isEmpty();
    }

    /** Removes the queries whose future is done. */
    public void forgetDone() {
        queries.removeIf(reader -> reader.answer.isDone());
    }

    /** Whether the known leader of any query matches. */
    public boolean anyKnows(Predicate<Optional<Leader>> test) {
        return queries.stream().anyMatch(reader -> test.test(reader.known));
    }

    /** Answers the queries that know another leader than this one; the others continue to wait. */
    public void tell(Optional<Leader> leader) {
        queries.stream()
                .filter(reader -> !reader.known.equals(leader))
                .forEach(reader -> threads.succeed(reader.answer, leader));
        queries.removeIf(reader -> !reader.known.equals(leader));
    }

    /** Fails all queries. */
    public void fail(ElectionException reason) {
        queries.forEach(reader -> threads.fail(reader.answer, reason));
        queries.clear();
    }
}
