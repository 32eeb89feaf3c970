/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Tests exceptions of other code that are broken in different ways. */
class FailuresTest {

    /** Throws when its message is read. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Has an endless chain of causes of its own type. */
    private static final class Endless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }

    @Test
    void aDescriptionIsTypeAndMessage() {
        assertThat(Failures.describe(new IllegalStateException("ledger closed")))
                .isEqualTo("java.lang.IllegalStateException: ledger closed");
        assertThat(Failures.describe(new StackOverflowError())).isEqualTo("java.lang.StackOverflowError");
    }

    @Test
    void aDescriptionIsOneLineOfBoundedLength() {
        String text = Failures.describe(new IllegalStateException("a\nb\u009b31m\u202ec" + "d".repeat(10_000)));
        assertThat(text)
                .startsWith("java.lang.IllegalStateException: a b 31m cd")
                .hasSizeLessThan(600);
    }

    @Test
    void aMessageThatCannotBeReadLeavesTheType() {
        assertThat(Failures.describe(new Unreadable())).isEqualTo(Unreadable.class.getName());
    }

    @Test
    void aReadableFailureIsLoggedUnchanged() {
        Throwable failure = new IllegalStateException("a", new RuntimeException("b"));
        assertThat(logged(failure)).isSameAs(failure);
    }

    @Test
    void anUnreadableFailureIsReplacedByItsStackTrace() {
        for (Throwable failure :
                List.of(new Unreadable(), new IllegalStateException("outer", new Unreadable()), new Endless())) {
            Throwable logged = logged(failure);
            assertThat(logged)
                    .isNotSameAs(failure)
                    .hasMessageContaining(failure.getClass().getName());
            assertThat(logged.getStackTrace()).isEqualTo(failure.getStackTrace());
        }
    }

    @Test
    void causesInACircleCanBeLogged() {
        Throwable inner = new IllegalStateException("inner");
        Throwable outer = new IllegalStateException("outer", inner);
        inner.initCause(outer);
        assertThat(logged(outer)).isSameAs(outer);
    }

    @Test
    void aLoggerThatThrowsIsHarmless() {
        Failures.log(
                failure -> {
                    throw new StackOverflowError();
                },
                new IllegalStateException());
    }

    @Test
    void theWrappersOfFuturesAreRemoved() {
        Throwable inner = new IllegalStateException();
        assertThat(Failures.unwrap(new CompletionException(new ExecutionException(inner))))
                .isSameAs(inner);
        Throwable empty = new CompletionException("no cause", null);
        assertThat(Failures.unwrap(empty)).isSameAs(empty);
    }

    private static Throwable logged(Throwable failure) {
        List<Throwable> logged = new ArrayList<>();
        Failures.log(logged::add, failure);
        assertThat(logged).hasSize(1);
        return logged.get(0);
    }
}
