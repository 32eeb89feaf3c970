/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import io.election4j.billing.demo.view.Table.Line;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows the demonstration to a person. Used by one thread. */
public interface View {

    /**
     * Returns a view with a progress bar for a terminal that supports it, otherwise one of plain lines.
     *
     * @param environment {@code TERM=dumb} asks for plain lines, {@code NO_COLOR} for no colours
     * @param isTerminal whether the output is a terminal
     */
    static View of(PrintStream out, Map<String, String> environment, boolean isTerminal) {
        boolean isDumb = "dumb".equals(environment.getOrDefault("TERM", "dumb"));
        if (!isTerminal || isDumb) {
            return new PlainView(out);
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalView(out, colours ? Palette.ANSI : Palette.NONE);
    }

    /** Shows a line without a time. */
    void say(Tone tone, String text);

    /** Shows an event with the time since the demonstration began. */
    void event(long millis, Tone tone, String text);

    /** Shows the progress and the leader; may be called at any rate. */
    void progress(long millis, long done, long total, Optional<String> leader);

    /** Ends the progress and restores the terminal. A second call is harmless. */
    void endProgress();

    /** Shows lines in columns under a title. */
    default void table(String title, Table table) {
        say(Tone.PLAIN, "");
        say(Tone.STRONG, title);
        for (Line line : table.lines()) {
            say(line.tone(), "  " + line.text());
        }
    }

    /** Returns a time for people, such as {@code 12.3 s}. */
    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
