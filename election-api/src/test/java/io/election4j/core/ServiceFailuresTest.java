/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** It reads the log, so no other test runs meanwhile. */
@Isolated
class ServiceFailuresTest {
    private final ServiceFailures failures = new ServiceFailures();
    private final LogCapture log = new LogCapture(ServiceFailures.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void theMessageOfABackendIsReportedUnchanged() {
        assertThat(failures.problem(new CompletionException(new ElectionException(Kind.REFUSED, "wrong password"))))
                .isEqualTo(new Problem(State.REFUSED, "wrong password"));
        assertThat(failures.problem(new ElectionException(Kind.UNREACHABLE, "h1 is silent")))
                .isEqualTo(new Problem(State.UNREACHABLE, "h1 is silent"));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void anIncompatibleLibraryIsLoggedOnceWithTheRemedy() {
        for (int i = 0; i < 3; i++) {
            assertThat(failures.problem(new NoSuchMethodError("x()")).text())
                    .isEqualTo(
                            "the backend does not fit the libraries on the class path: java.lang.NoSuchMethodError: x()");
        }
        assertThat(log.lines()).singleElement().asString().contains("ERROR", "give each library the version");
    }

    @Test
    void anUnexpectedFailureIsLoggedOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(failures.problem(new IllegalStateException("bug")).text())
                    .isEqualTo(
                            "the backend failed in a way that it does not explain: java.lang.IllegalStateException: bug");
        }
        assertThat(log.lines()).singleElement().asString().contains("ERROR", "report this");
    }

    @Test
    void aLimitOfTheProcessIsNamed() {
        assertThat(failures.problem(new OutOfMemoryError("unable to create native thread"))
                        .text())
                .isEqualTo("this process has reached a limit:"
                        + " java.lang.OutOfMemoryError: unable to create native thread");
        assertThat(log.lines()).singleElement().asString().contains("raise the limits");
    }

    @Test
    void differentFailuresAreLoggedALimitedNumberOfTimes() {
        for (int i = 0; i < 1_000; i++) {
            failures.problem(new IllegalStateException("bug " + i));
        }
        assertThat(log.lines()).hasSizeLessThan(100);
    }

    @Test
    void ordinaryFailuresAreNotLogged() {
        assertThat(failures.problem(new IOException("connection reset")).text())
                .isEqualTo("the service could not be used: java.io.IOException: connection reset");
        failures.problem(new CancellationException());
        assertThat(log.lines()).isEmpty();
    }
}
