/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Checks a thousand times a second for two terms of one election that are valid at the same time. Thread-safe. */
final class TermSampler implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "test-sampler");
        made.setDaemon(true);
        return made;
    });
    private final List<Term> terms = new CopyOnWriteArrayList<>();
    /** How often each set of terms was seen valid together, by their tokens. */
    private final Map<List<Long>, Integer> overlaps = new ConcurrentHashMap<>();

    TermSampler() {
        var unused = thread.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.MILLISECONDS);
    }

    void add(Term term) {
        terms.add(term);
    }

    /**
     * A term never becomes valid again, so all that are valid in both checks were valid at the instant between them.
     */
    private void sample() {
        List<Term> valid = new ArrayList<>(terms);
        valid.removeIf(term -> !term.isValid());
        valid.removeIf(term -> !term.isValid());
        if (valid.size() > 1) {
            overlaps.merge(valid.stream().map(Term::fencingToken).toList(), 1, Integer::sum);
        }
    }

    /** The tokens of terms that were valid at the same time, with the number of checks that found it. */
    Map<List<Long>, Integer> overlaps() {
        return overlaps;
    }

    /** The tokens in the order in which the terms began. */
    List<Long> tokens() {
        return terms.stream().map(Term::fencingToken).toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
