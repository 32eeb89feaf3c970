/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a scenario, split into its parts: {@code ttl 2 s}, {@code 100 candidates}, {@code a server cut}.
 *
 * @param text as measured
 * @param before the words before the number; all of the text if there is no number
 * @param number if there is one
 * @param after the words after the number
 */
record Setting(String text, String before, Optional<Double> number, String after) implements Comparable<Setting> {
    private static final Pattern NUMBERED = Pattern.compile("([^0-9]*?)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([^0-9]*)");
    private static final Comparator<Setting> ORDER =
            Comparator.comparing((Setting setting) -> setting.number.orElse(Double.MAX_VALUE));

    static Setting of(String text) {
        Matcher matcher = NUMBERED.matcher(text);
        if (!matcher.matches()) {
            return new Setting(text, text, Optional.empty(), "");
        }
        return new Setting(text, matcher.group(1), Optional.of(Double.valueOf(matcher.group(2))), matcher.group(3));
    }

    /** Formats the setting with thousands grouped, and in the singular if the number is one. */
    String words() {
        if (number.isEmpty()) {
            return text;
        }
        double value = number.get();
        String noun = value == 1 && after.length() > 2 && after.endsWith("s")
                ? after.substring(0, after.length() - 1)
                : after;
        return (before + " " + Numbers.grouped(value) + " " + noun).strip();
    }

    /** What the number counts: {@code ttl (s)}, {@code candidates}. */
    String axis() {
        return before.isEmpty() ? after : after.isEmpty() ? before : before + " (" + after + ")";
    }

    /** Orders by number; settings without a number keep their order. */
    @Override
    public int compareTo(Setting other) {
        return ORDER.compare(this, other);
    }
}
