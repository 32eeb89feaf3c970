/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats numbers for people: three significant digits, and a unit of suitable size. */
final class Numbers {
    static final String NONE = "–";

    /** Prevents a line break between a number and its unit. */
    static final String SPACE = "\u00a0";

    private static final double MANY_MILLIS = 1_000;

    private Numbers() {}

    static String of(OptionalDouble value, Unit unit) {
        return value.isEmpty() ? NONE : of(value.getAsDouble(), unit);
    }

    /** Formats a value with its unit. */
    static String of(double value, Unit unit) {
        return switch (unit) {
            case MILLISECONDS ->
                Math.abs(value) >= MANY_MILLIS
                        ? plain(value / 1000) + SPACE + "s"
                        : Math.abs(value) < 0.1 && value != 0
                                ? plain(value * 1e3) + SPACE + "µs"
                                : plain(value) + SPACE + "ms";
            case NANOSECONDS ->
                Math.abs(value) >= 10_000 ? plain(value / 1000) + SPACE + "µs" : plain(value) + SPACE + "ns";
            case BYTES_PER_SECOND ->
                Math.abs(value) >= 10_000 ? plain(value / 1000) + SPACE + "kB/s" : plain(value) + SPACE + "B/s";
            // A histogram is exact to three digits only, but a count is a whole number.
            case COUNT -> plain(Math.abs(value - Math.rint(value)) < value / 1000 ? Math.rint(value) : value);
            case PER_SECOND -> plain(value) + "/s";
            case MEBIBYTES -> plain(value) + SPACE + "MiB";
        };
    }

    /** Three significant digits at most, thousands grouped; whole numbers stay exact. */
    static String plain(double value) {
        if (value == Math.rint(value)) {
            return grouped(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        if (rounded.precision() - rounded.scale() > 3) {
            return grouped(rounded.doubleValue());
        }
        // A trailing zero is kept only if the value was rounded: it then shows that there are three significant digits.
        boolean exact = Math.abs(rounded.doubleValue() - value) <= Math.ulp(value);
        return (exact ? rounded.stripTrailingZeros() : rounded).toPlainString();
    }

    static String grouped(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : String.valueOf(value);
    }

    /** Formats the first value as a multiple of the second: {@code 1.07×}. */
    static String ratio(double value, double reference) {
        return reference <= 0 ? NONE : times(value / reference);
    }

    static String times(double ratio) {
        if (ratio == 0) {
            return "0×";
        }
        if (ratio > 0 && ratio < 0.01) {
            return "<0.01×";
        }
        return (ratio < 10 ? String.format(Locale.ROOT, "%.2f", ratio) : plain(Math.rint(ratio))) + "×";
    }
}
