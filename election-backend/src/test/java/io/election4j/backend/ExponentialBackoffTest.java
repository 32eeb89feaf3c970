/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExponentialBackoffTest {
    private final ExponentialBackoff backoff = new ExponentialBackoff(Duration.ofMillis(50), Duration.ofMillis(300));

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(Stream.generate(backoff::next).limit(5).map(Duration::toMillis))
                .containsExactly(50L, 100L, 200L, 300L, 300L);
    }

    @Test
    void afterASuccessTheFirstPauseComesAgain() {
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.present()).isEqualTo(Duration.ofMillis(50));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(50));
    }
}
