/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 500ms}, {@code 2.5s} or {@code 1h30m}. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final String MILLIS = "ms";

    /** A year. Longer durations can overflow in later computations. */
    private static final Duration LONGEST = Duration.ofDays(365);

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = text.endsWith(MILLIS)
                    ? Duration.ofMillis(Integer.parseInt(text.substring(0, text.length() - MILLIS.length())))
                    : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (duration.compareTo(LONGEST) > 0) {
                throw new TypeConversionException("'" + text + "' is too long: " + LONGEST.toHours() + "h is the most");
            }
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException none) {
            // refused below
        }
        throw new TypeConversionException("'" + text + "' is not a duration such as 500ms, 10s or 2m");
    }
}
