/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Questions that the service answers once, such as who stands. Each is put again while the service is out of reach, and
 * fails after 5 s, at a refusal, or when the backend closes. Questions are put on the loop, futures are completed on the
 * messenger.
 */
public final class RetriedQueries {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Something to be asked, on the loop. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks the service and tells what comes of it, on the loop and once. */
        void put(Consumer<T> done, Consumer<ElectionException> failed);
    }

    private final BackendThreads threads;
    private final ServiceProblems problems;
    private final Duration limit;
    private final Set<Inquiry<?>> open = new LinkedHashSet<>();
    private boolean closed;

    /** Nothing is asked yet. */
    public RetriedQueries(BackendThreads threads, ServiceProblems problems) {
        this(threads, problems, USUAL_LIMIT);
    }

    RetriedQueries(BackendThreads threads, ServiceProblems problems, Duration limit) {
        this.threads = threads;
        this.problems = problems;
        this.limit = limit;
    }

    /** Any thread. Whoever cancels the future is not answered, and the question not put again. */
    public <T> CompletableFuture<T> ask(Question<T> question) {
        Inquiry<T> inquiry = new Inquiry<>(question);
        if (!threads.run(inquiry::begin)) {
            inquiry.answer.completeExceptionally(problems.closed());
        }
        return inquiry.answer;
    }

    /** Fails what is open, and whatever comes from now on. Called on the loop. */
    public void close() {
        closed = true;
        List.copyOf(open).forEach(inquiry -> inquiry.fail(problems.closed()));
    }

    /** One question until its end. */
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
