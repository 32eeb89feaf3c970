/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Writes numbers as people read them: three significant digits, and a unit in which they are neither tiny nor huge. */
final class Numbers {
    static final String NONE = "–";

    private static final double MANY_MILLIS = 10_000;

    private Numbers() {}

    static String of(OptionalDouble value, Unit unit) {
        return value.isEmpty() ? NONE : of(value.getAsDouble(), unit);
    }

    /** With its unit. */
    static String of(double value, Unit unit) {
        return switch (unit) {
            case MILLISECONDS ->
                Math.abs(value) >= MANY_MILLIS
                        ? plain(value / 1000) + " s"
                        : Math.abs(value) < 0.01 && value != 0 ? plain(value * 1e3) + " µs" : plain(value) + " ms";
            case NANOSECONDS -> Math.abs(value) >= 10_000 ? plain(value / 1000) + " µs" : plain(value) + " ns";
            case BYTES_PER_SECOND -> Math.abs(value) >= 10_000 ? plain(value / 1000) + " kB/s" : plain(value) + " B/s";
            case COUNT -> plain(value);
            case PER_SECOND -> plain(value) + "/s";
            case MEBIBYTES -> plain(value) + " MiB";
        };
    }

    /** Three significant digits at most, thousands grouped; whole numbers stay exact. */
    static String plain(double value) {
        if (value == Math.rint(value)) {
            return grouped(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.precision() - rounded.scale() > 3
                ? grouped(rounded.doubleValue())
                : rounded.stripTrailingZeros().toPlainString();
    }

    static String grouped(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : String.valueOf(value);
    }

    /** How many times the second the first is: {@code 1.07×}. */
    static String ratio(double value, double reference) {
        return reference <= 0 ? NONE : times(value / reference);
    }

    static String times(double ratio) {
        return (ratio < 10 ? String.format(Locale.ROOT, "%.2f", ratio) : plain(Math.rint(ratio))) + "×";
    }
}
