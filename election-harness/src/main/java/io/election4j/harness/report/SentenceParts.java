/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Series;
import java.util.List;

/** Formats numbers and lists as parts of sentences. */
final class SentenceParts {
    private SentenceParts() {}

    /** {@code 1 run}, {@code 20 runs}. */
    static String count(int number, String noun) {
        return Numbers.grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** How many samples a series has. */
    static String size(Series series) {
        return "n" + Numbers.SPACE + "=" + Numbers.SPACE + series.samples().size();
    }

    /** How many samples two series have. */
    static String sizes(Series first, Series second) {
        int left = first.samples().size();
        int right = second.samples().size();
        return left == right
                ? "n" + Numbers.SPACE + "=" + Numbers.SPACE + left
                : "n" + Numbers.SPACE + "=" + Numbers.SPACE + left + " and " + right;
    }

    static String small(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
