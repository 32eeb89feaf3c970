/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * How samples are spread, to three significant digits.
 *
 * <p>A percentile is the sample of the nearest rank. One of which no sample could lie above is not given: it would be the
 * maximum under another name.
 *
 * @param count how many samples there are, at least one
 * @param p95 given from {@link #LEAST_FOR_P95} samples on
 * @param p99 given from {@link #LEAST_FOR_P99} samples on
 */
record Percentiles(int count, double min, double p50, OptionalDouble p95, OptionalDouble p99, double max) {
    static final int LEAST_FOR_P95 = 20;
    static final int LEAST_FOR_P99 = 100;

    private static final int DIGITS = 3;

    /** Makes a tenth of a nanosecond and an hour of milliseconds fit into a histogram of whole numbers. */
    private static final double SCALE = 1e6;

    /** Of at least one sample. */
    static Percentiles of(List<Double> samples) {
        Histogram histogram = new Histogram(DIGITS);
        for (double sample : samples) {
            // A clock of another process may be ahead by a hair.
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
