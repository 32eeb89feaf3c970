/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.history.ValidTerm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderlessTimesTest {
    private static final QuietPeriod CALM = new QuietPeriod(100, 200);

    @Test
    void theLongestGapOfAnyElectionCounts() {
        List<ValidTerm> terms =
                List.of(term("one", 90, 120), term("one", 130, 250), term("two", 50, 150), term("two", 175, 190));
        assertThat(LeaderlessTimes.longest(terms, List.of(CALM))).isEqualTo(Duration.ofNanos(25));
    }

    @Test
    void theBeginningAndTheEndOfAQuietPeriodCount() {
        assertThat(LeaderlessTimes.longest(List.of(term("one", 130, 190)), List.of(CALM)))
                .isEqualTo(Duration.ofNanos(30));
        assertThat(LeaderlessTimes.longest(List.of(term("one", 110, 160)), List.of(CALM)))
                .isEqualTo(Duration.ofNanos(40));
        assertThat(LeaderlessTimes.longest(List.of(term("one", 300, 400)), List.of(CALM)))
                .isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void aGapOutsideQuietPeriodsDoesNotCount() {
        List<ValidTerm> terms = List.of(term("one", 50, 200), term("one", 290, 400));
        assertThat(LeaderlessTimes.longest(terms, List.of(CALM, new QuietPeriod(300, 350))))
                .isZero();
    }

    private static ValidTerm term(String election, long from, long until) {
        return new ValidTerm(election, "candidate", 1, from, until);
    }
}
