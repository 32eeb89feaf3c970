/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the answer to a query for the candidates. */
class CandidatesTest {
    private final EngineFixture test = new EngineFixture();

    @Test
    void theBackendIsAskedAndItsAnswerPassedOn() {
        var told = test.engine.candidates("job");
        test.backend.candidates.complete(List.of("b", "a"));

        assertThat(told).isCompletedWithValue(List.of("b", "a"));
    }

    @Test
    void aFailureOfTheBackendFailsTheQuery() {
        var told = test.engine.candidates("job");
        test.backend.candidates.completeExceptionally(
                new ElectionException(Kind.INVALID, "the backend does not tell who stands"));

        assertThatThrownBy(told::join)
                .cause()
                .isInstanceOf(ElectionException.class)
                .hasMessage("the backend does not tell who stands");
    }

    @Test
    void theQueryCompletesOnAnObserverThread() {
        Deque<Runnable> observers = new ArrayDeque<>();
        var told = test.engine(observers::add).candidates("job");
        test.backend.candidates.complete(List.of());
        assertThat(told).isNotDone();

        observers.remove().run();
        assertThat(told).isCompletedWithValue(List.of());
    }

    @Test
    void anInvalidElectionNameIsRefused() {
        assertThatThrownBy(() -> test.engine.candidates("a/b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("election's name");
    }
}
