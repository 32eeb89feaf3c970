/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewTest {

    private static final String ESCAPE = "\u001b";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void withoutATerminalThereArePlainLinesOnly() {
        play(Map.of("TERM", "xterm"), false);

        assertThat(printed()).doesNotContain(ESCAPE, "\r").contains("  1.5 s  something happens");
        assertThat(printed()).contains("60 of 100 charges settled, led by a");
    }

    @Test
    void aDumbTerminalGetsPlainLines() {
        play(Map.of("TERM", "dumb"), true);
        play(Map.of(), true);

        assertThat(printed()).doesNotContain(ESCAPE, "\r");
    }

    @Test
    void aTerminalGetsColoursUnlessNoColorIsSet() {
        play(Map.of("TERM", "xterm"), true);
        assertThat(printed()).contains(ESCAPE + "[31m");

        bytes.reset();
        play(Map.of("TERM", "xterm", "NO_COLOR", "1"), true);
        assertThat(printed()).contains("something happens").doesNotContain(ESCAPE + "[31m", ESCAPE + "[2m");
    }

    @Test
    void plainProgressIsPrintedOncePerTenth() {
        View view = View.of(out, Map.of(), false);
        for (int done = 0; done <= 100; done++) {
            view.progress(0, done, 100, Optional.empty());
            view.progress(0, done, 100, Optional.empty());
        }

        assertThat(printed().lines()).hasSize(10).last().asString().contains("100 of 100", "nobody leads");
    }

    @Test
    void numbersAreAlignedToTheRightAndWordsToTheLeft() {
        Table table = new Table(List.of(
                new Table.Row(Tone.PLAIN, List.of("leader", "1", "end")),
                new Table.Row(Tone.PLAIN, List.of("a", "1000", "killed"))));

        assertThat(table.lines())
                .extracting(Table.Line::text)
                .containsExactly("leader      1   end", "a        1000   killed");
    }

    private void play(Map<String, String> environment, boolean isTerminal) {
        View view = View.of(out, environment, isTerminal);
        view.progress(1000, 60, 100, Optional.of("a"));
        view.event(1500, Tone.BAD, "something happens");
        view.endProgress();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
