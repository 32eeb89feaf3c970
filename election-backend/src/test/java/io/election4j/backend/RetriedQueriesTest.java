/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests queries that have one answer. */
class RetriedQueriesTest {
    private static final long BOUND_SECONDS = 30;

    private final BackendThreads threads = new BackendThreads("test");
    private final ServiceProblems problems = new ServiceProblems("the service", "a client");
    private final RetriedQueries queries = new RetriedQueries(threads, problems, Duration.ofSeconds(BOUND_SECONDS));
    private final RetriedQueries hasty = new RetriedQueries(threads, problems, Duration.ofMillis(300));

    @AfterEach
    void close() {
        threads.close(Duration.ofSeconds(1));
    }

    @Test
    void theAnswerComesOnTheMessengersThread() throws Exception {
        CompletableFuture<String> go = new CompletableFuture<>();
        CompletableFuture<String> thread = queries.<String>ask((done, failed) -> {
                    var unused = go.thenAccept(done);
                })
                .thenApply(answer -> answer + " on " + Thread.currentThread().getName());
        go.complete("answer");

        assertThat(thread.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("answer on election-test-messenger");
    }

    @Test
    void aQueryIsRepeatedWhileTheServiceIsOutOfReach() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<Integer> answer = queries.ask((done, failed) -> {
            if (asked.incrementAndGet() < 3) {
                failed.accept(ServiceProblems.unreachable("cut off"));
            } else {
                done.accept(asked.get());
            }
        });

        assertThat(answer.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void aRefusalIsFinal() {
        AtomicInteger asked = new AtomicInteger();
        assertFails(
                queries.ask((done, failed) -> {
                    asked.incrementAndGet();
                    failed.accept(ServiceProblems.refused("no"));
                }),
                "no");
        assertThat(asked).hasValue(1);
    }

    @Test
    void afterTheTimeLimitTheLastProblemIsReported() {
        assertFails(hasty.ask((done, failed) -> failed.accept(ServiceProblems.unreachable("cut off"))), "cut off");
    }

    @Test
    void aQueryWithoutAnAnswerFailsAfterTheTimeLimit() {
        assertFails(hasty.ask((done, failed) -> {}), "the service does not answer");
    }

    @Test
    void closingFailsPendingAndLaterQueries() throws Exception {
        CompletableFuture<Object> put = new CompletableFuture<>();
        CompletableFuture<Object> open = queries.ask((done, failed) -> put.complete("put"));
        put.get(BOUND_SECONDS, TimeUnit.SECONDS);
        threads.run(queries::close);

        assertFails(open, "the connection to the service has been closed");
        assertFails(queries.ask((done, failed) -> {}), "the connection to the service has been closed");
        threads.close();
        assertFails(queries.ask((done, failed) -> {}), "the connection to the service has been closed");
    }

    private static void assertFails(CompletableFuture<?> answer, String message) {
        assertThatThrownBy(() -> answer.get(BOUND_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ElectionException.class)
                .hasMessage(message);
    }
}
