/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);

    @Test
    void percentilesOfOneToHundredAreCorrect() {
        Percentiles spread = Percentiles.of(numbers(1, 100, 1));

        assertThat(spread.count()).isEqualTo(100);
        assertThat(spread.min()).isEqualTo(1);
        assertThat(spread.p50()).isCloseTo(50, THREE_DIGITS);
        assertThat(spread.p95().orElseThrow()).isCloseTo(95, THREE_DIGITS);
        assertThat(spread.p99().orElseThrow()).isCloseTo(99, THREE_DIGITS);
        assertThat(spread.max()).isEqualTo(100);
    }

    @Test
    void percentilesOfSmallAndOfLargeValuesAreCorrect() {
        assertThat(Percentiles.of(numbers(1, 21, 0.05)).p50()).isCloseTo(0.55, THREE_DIGITS);
        assertThat(Percentiles.of(numbers(1, 21, 60_000)).p50()).isCloseTo(660_000, THREE_DIGITS);
    }

    @Test
    void percentilesOfTooFewSamplesAreMissing() {
        assertThat(Percentiles.of(numbers(1, 19, 1)).p95()).isEmpty();
        assertThat(Percentiles.of(numbers(1, 20, 1)).p95()).isPresent();
        assertThat(Percentiles.of(numbers(1, 99, 1)).p99()).isEmpty();
        assertThat(Percentiles.of(numbers(1, 100, 1)).p99()).isPresent();
    }

    @Test
    void percentilesLieWithinTheSamples() {
        Percentiles one = Percentiles.of(List.of(123.456789));

        assertThat(one.p50()).isEqualTo(123.456789);
        assertThat(Percentiles.of(List.of(-0.2, -0.1)).p50()).isCloseTo(-0.1, within(0.11));
        assertThat(Percentiles.of(List.of(0.0, 0.0)).p50()).isZero();
    }

    private static List<Double> numbers(int from, int to, double times) {
        return DoubleStream.iterate(from, value -> value <= to, value -> value + 1)
                .map(value -> value * times)
                .boxed()
                .toList();
    }
}
