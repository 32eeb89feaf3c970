/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

/** Colours text, or not: where the output is no terminal, or {@code NO_COLOR} is set. */
enum Palette {
    NONE,
    ANSI;

    private static final String RESET = "\u001b[0m";

    String paint(Tone tone, String text) {
        if (this == NONE || tone == Tone.PLAIN || text.isEmpty()) {
            return text;
        }
        return code(tone) + text + RESET;
    }

    private static String code(Tone tone) {
        return switch (tone) {
            case GOOD -> "\u001b[32m";
            case BAD -> "\u001b[31m";
            case COLD -> "\u001b[36m";
            case FAINT -> "\u001b[2m";
            case STRONG -> "\u001b[1m";
            case PLAIN -> "";
        };
    }
}
