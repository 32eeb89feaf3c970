/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the text of every fault setting into {@link Faults}. */
record FaultReader(Map<String, String> texts) {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)?");

    Faults read() {
        return new Faults(
                duration("latency"),
                duration("jitter"),
                probability("error-before"),
                probability("error-instead"),
                probability("error-after"),
                probability("drop-after"),
                duration("processing"),
                seed(),
                target());
    }

    static String name(Faults.Target target) {
        return target.name().toLowerCase(Locale.ROOT);
    }

    private String text(String name) {
        return texts.getOrDefault(name, "").trim();
    }

    private Duration duration(String name) {
        Matcher matcher = DURATION.matcher(text(name));
        if (!matcher.matches() || (matcher.group(2) == null && !matcher.group(1).matches("0+"))) {
            throw new IllegalArgumentException(
                    name + " is '" + text(name) + "': write a duration such as 50ms, 2s or 1m, or 0 for none.");
        }
        long count = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofMillis(count);
        };
    }

    private double probability(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + " is '" + text(name) + "': write a probability from 0 to 1, such as 0.05.", e);
        }
    }

    private long seed() {
        try {
            return Long.parseLong(text("seed"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("seed is '" + text("seed") + "': write a whole number.", e);
        }
    }

    private Faults.Target target() {
        return Arrays.stream(Faults.Target.values())
                .filter(target -> name(target).equals(text("only")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "only is '" + text("only") + "': choose all, create, confirm, cancel or read."));
    }
}
