/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Sends queries that have one answer, such as the list of candidates. Repeats each query while the service is
 * unreachable; it fails after 5 s, at a refusal, or when the backend closes. Queries are sent on the loop, futures are
 * completed on the messenger.
 */
public final class RetriedQueries {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Represents one query. */
    @FunctionalInterface
    public interface Question<T> {
        /** Queries the service and reports the result once, on the loop. */
        void put(Consumer<T> done, Consumer<ElectionException> failed);
    }

    private final BackendThreads threads;
    private final ServiceProblems problems;
    private final Duration limit;
    private final Set<Inquiry<?>> open = new LinkedHashSet<>();
    private boolean closed;

    /** Creates the set without queries. */
    public RetriedQueries(BackendThreads threads, ServiceProblems problems) {
        this(threads, problems, USUAL_LIMIT);
    }

    RetriedQueries(BackendThreads threads, ServiceProblems problems, Duration limit) {
        this.threads = threads;
        this.problems = problems;
        this.limit = limit;
    }

    /** Sends a query. Any thread. Cancelling the future ends the repetition. */
    public <T> CompletableFuture<T> ask(Question<T> question) {
        Inquiry<T> inquiry = new Inquiry<>(question);
        if (!threads.run(inquiry::begin)) {
            inquiry.answer.completeExceptionally(problems.closed());
        }
        return inquiry.answer;
    }

    /** Fails all open and all later queries. Called on the loop. */
    public void close() {
        closed = true;
        List.copyOf(open).forEach(inquiry -> inquiry.fail(problems.closed()));
    }

    /** Represents one query until its end. */
    private final class Inquiry<T> {
        private final Question<T> question;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private ElectionException trouble = problems.doesNotAnswer();

        Inquiry(Question<T> question) {
            this.question = question;
        }

        void begin() {
            if (closed) {
                threads.fail(answer, problems.closed());
            } else {
                open.add(this);
                BackendThreads.Timer overdue = threads.after(limit, () -> fail(trouble));
                var unused = answer.whenComplete((value, error) -> {
                    overdue.cancel();
                    threads.run(() -> open.remove(this));
                });
                put();
            }
        }

        private void put() {
            if (!answer.isDone()) {
                question.put(value -> threads.succeed(answer, value), this::onFailure);
            }
        }

        private void onFailure(ElectionException failure) {
            if (failure.kind() == Kind.UNREACHABLE) {
                trouble = failure;
                var unused = threads.after(PAUSE, this::put);
            } else {
                fail(failure);
            }
        }

        private void fail(ElectionException failure) {
            threads.fail(answer, failure);
        }
    }
}
