/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.Candidacy;
import io.election4j.Term;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Continuously checks whether two candidates of one election have a valid term at the same instant. */
final class ValidTerms implements AutoCloseable {
    private final List<Candidacy> candidacies;
    private final Thread thread = new Thread(this::sample, "test-valid-terms");
    private volatile boolean closed;
    private final AtomicLong twoAtOnce = new AtomicLong();

    ValidTerms(List<Candidacy> candidacies) {
        this.candidacies = candidacies;
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() {
        while (!closed) {
            for (Candidacy one : candidacies) {
                Optional<Term> first = one.term();
                boolean another = candidacies.stream()
                        .anyMatch(other -> other != one && other.term().isPresent());
                if (another && first.filter(Term::isValid).isPresent()) { // still valid, so both were at once
                    twoAtOnce.incrementAndGet();
                }
            }
            try {
                TimeUnit.MICROSECONDS.sleep(500);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    /** How often two valid terms were seen. */
    long twoAtOnce() {
        return twoAtOnce.get();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
