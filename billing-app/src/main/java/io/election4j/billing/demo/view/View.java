/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import io.election4j.billing.demo.view.Table.Line;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a person sees of the demonstration. Used by one thread. */
public interface View {

    /**
     * A view with a moving bar if a person looks at a terminal that can show it, else one of plain lines.
     *
     * @param environment {@code TERM=dumb} asks for plain lines, {@code NO_COLOR} for no colours
     * @param isTerminal whether the output is one
     */
    static View of(PrintStream out, Map<String, String> environment, boolean isTerminal) {
        boolean isDumb = "dumb".equals(environment.getOrDefault("TERM", "dumb"));
        if (!isTerminal || isDumb) {
            return new PlainView(out);
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalView(out, colours ? Palette.ANSI : Palette.NONE);
    }

    /** A line that belongs to no moment. */
    void say(Tone tone, String text);

    /** Something that happens, with the time since the demonstration began. */
    void event(long millis, Tone tone, String text);

    /** How far the work has come and who leads; may be called as often as one likes. */
    void progress(long millis, long done, long total, Optional<String> leader);

    /** No more progress will come; the terminal is as it was. Calling it again is harmless. */
    void endProgress();

    /** Lines in columns under a title. */
    default void table(String title, Table table) {
        say(Tone.PLAIN, "");
        say(Tone.STRONG, title);
        for (Line line : table.lines()) {
            say(line.tone(), "  " + line.text());
        }
    }

    /** A moment as people read it, such as {@code " 12.3 s"}. */
    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
