/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * The spread of samples, to three significant digits.
 *
 * <p>A percentile is the sample of the nearest rank. A percentile that no sample can exceed is not given, because it is
 * the maximum.
 *
 * @param count how many samples there are, at least one
 * @param p95 given from {@link #LEAST_FOR_P95} samples on
 * @param p99 given from {@link #LEAST_FOR_P99} samples on
 */
record Percentiles(int count, double min, double p50, OptionalDouble p95, OptionalDouble p99, double max) {
    static final int LEAST_FOR_P95 = 20;
    static final int LEAST_FOR_P99 = 100;

    private static final int DIGITS = 3;

    /** Scales values to a histogram of whole numbers, which then holds a tenth of a nanosecond and an hour of milliseconds. */
    private static final double SCALE = 1e6;

    /** Computes the percentiles of at least one sample. */
    static Percentiles of(List<Double> samples) {
        Histogram histogram = new Histogram(DIGITS);
        for (double sample : samples) {
            // The clock of another process may be slightly ahead, which makes a sample negative.
            histogram.recordValue(Math.round(Math.max(0, sample) * SCALE));
        }
        double min = Collections.min(samples);
        double max = Collections.max(samples);
        int count = samples.size();
        return new Percentiles(
                count,
                min,
                at(50, histogram, min, max),
                count < LEAST_FOR_P95 ? OptionalDouble.empty() : OptionalDouble.of(at(95, histogram, min, max)),
                count < LEAST_FOR_P99 ? OptionalDouble.empty() : OptionalDouble.of(at(99, histogram, min, max)),
                max);
    }

    private static double at(double percentile, Histogram histogram, double min, double max) {
        long value = histogram.getValueAtPercentile(percentile);
        return Math.min(max, Math.max(min, histogram.medianEquivalentValue(value) / SCALE));
    }
}
