/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.result.Unit;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final List<Double> LOW = List.of(1.0, 1.1, 1.2, 1.3, 1.4);
    private static final List<Double> HIGH = List.of(2.0, 2.1, 2.2, 2.3, 2.4);

    @Test
    void fiveApartFromFiveAreReallyApart() {
        assertThat(Noise.between(LOW, HIGH)).isEqualTo(Noise.LESS);
        assertThat(Noise.between(HIGH, LOW)).isEqualTo(Noise.MORE);
    }

    @Test
    void fourApartFromFourMayBeChance() {
        assertThat(Noise.between(LOW.subList(0, 4), HIGH.subList(0, 4))).isEqualTo(Noise.TOO_FEW);
    }

    @Test
    void oneReadingTellsNothingHoweverManyAreOnTheOtherSide() {
        assertThat(Noise.between(List.of(0.1), Collections.nCopies(1000, 5.0))).isEqualTo(Noise.TOO_FEW);
        assertThat(Noise.between(List.of(), HIGH)).isEqualTo(Noise.TOO_FEW);
    }

    @Test
    void whatLiesMixedIsNoise() {
        assertThat(Noise.between(List.of(1.0, 3.0, 5.0, 7.0, 9.0, 11.0), List.of(2.0, 4.0, 6.0, 8.0, 10.0, 12.0)))
                .isEqualTo(Noise.SAME);
    }

    @Test
    void theSameValueEverywhereIsNoDifference() {
        assertThat(Noise.between(Collections.nCopies(20, 0.0), Collections.nCopies(20, 0.0)))
                .isEqualTo(Noise.SAME);
        assertThat(Noise.between(Collections.nCopies(20, 0.0), Collections.nCopies(20, 4.0)))
                .isEqualTo(Noise.LESS);
    }

    @Test
    void timesAreFasterAndCountsAreLess() {
        assertThat(Noise.LESS.words(Unit.MILLISECONDS)).isEqualTo("really faster");
        assertThat(Noise.LESS.words(Unit.COUNT)).isEqualTo("really less");
    }
}
