/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.backend.ServiceProblems;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Tests the meaning of the HTTP client's failures. */
class CallFailureTest {
    private static final ConsulProblems PROBLEMS = new ConsulProblems(new ServiceProblems("Consul", "a client"));

    private static void assertMeans(IOException thrown, boolean mayHaveHappened, String sentence) {
        CallFailure failure = CallFailure.of(thrown, "host");
        assertThat(failure.mayHaveHappened()).isEqualTo(mayHaveHappened);
        assertThat(failure.problem(PROBLEMS, "the key")).hasMessage(sentence);
    }

    @Test
    void aRequestThatWasNotSentHasNoEffect() {
        assertMeans(new ConnectException("Connection refused"), false, "Consul does not answer");
        assertMeans(new UnknownHostException("host"), false, "Consul cannot be reached: the name host is unknown");
    }

    @Test
    void aResourceThatTheProcessHasUsedUpIsNamed() {
        assertMeans(
                new SocketException("Too many open files"),
                false,
                "this process cannot ask Consul: it has no file descriptor left");
        IOException rejected = new InterruptedIOException("executor rejected");
        rejected.initCause(new RejectedExecutionException());
        assertMeans(rejected, false, "this process cannot ask Consul: it has no thread left");
    }

    @Test
    void aRequestWithoutAnAnswerMayHaveTakenEffect() {
        assertMeans(new InterruptedIOException("timeout"), true, "Consul does not answer");
        assertMeans(new SocketException("Connection reset"), true, "Consul does not answer");
    }

    @Test
    void aCancelledCallIsNoFailureOfTheAgent() {
        assertThat(CallFailure.of(new IOException("Canceled"), "host").isOfAgent())
                .isFalse();
        assertThat(CallFailure.of(new InterruptedIOException("timeout"), "host").isOfAgent())
                .isTrue();
    }
}
