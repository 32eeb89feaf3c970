/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.result.Unit;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignificanceTestTest {
    private static final List<Double> LOW = List.of(1.0, 1.1, 1.2, 1.3, 1.4);
    private static final List<Double> HIGH = List.of(2.0, 2.1, 2.2, 2.3, 2.4);

    @Test
    void fiveSamplesBelowFiveOthersAreADifference() {
        assertThat(SignificanceTest.between(LOW, HIGH)).isEqualTo(SignificanceTest.LESS);
        assertThat(SignificanceTest.between(HIGH, LOW)).isEqualTo(SignificanceTest.MORE);
    }

    @Test
    void fourSamplesBelowFourOthersAreTooFew() {
        assertThat(SignificanceTest.between(LOW.subList(0, 4), HIGH.subList(0, 4)))
                .isEqualTo(SignificanceTest.TOO_FEW);
    }

    @Test
    void oneSampleIsTooFewAgainstAnyNumberOfOthers() {
        assertThat(SignificanceTest.between(List.of(0.1), Collections.nCopies(1000, 5.0)))
                .isEqualTo(SignificanceTest.TOO_FEW);
        assertThat(SignificanceTest.between(List.of(), HIGH)).isEqualTo(SignificanceTest.TOO_FEW);
    }

    @Test
    void interleavedSamplesAreNoise() {
        assertThat(SignificanceTest.between(
                        List.of(1.0, 3.0, 5.0, 7.0, 9.0, 11.0), List.of(2.0, 4.0, 6.0, 8.0, 10.0, 12.0)))
                .isEqualTo(SignificanceTest.SAME);
    }

    @Test
    void theSameValueEverywhereIsNoDifference() {
        assertThat(SignificanceTest.between(Collections.nCopies(20, 0.0), Collections.nCopies(20, 0.0)))
                .isEqualTo(SignificanceTest.SAME);
        assertThat(SignificanceTest.between(Collections.nCopies(20, 0.0), Collections.nCopies(20, 4.0)))
                .isEqualTo(SignificanceTest.LESS);
    }

    @Test
    void timesAreFasterAndCountsAreLess() {
        assertThat(SignificanceTest.LESS.words(Unit.MILLISECONDS)).isEqualTo("really faster");
        assertThat(SignificanceTest.LESS.words(Unit.COUNT)).isEqualTo("really less");
    }
}
