/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows lines that scroll above a progress bar. A thread of its own draws the bar. */
final class TerminalView implements View {

    private static final int REDRAW_MILLIS = 100;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final Palette palette;
    private final Object pen = new Object();
    private @Nullable ProgressBar bar;

    TerminalView(PrintStream out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    @Override
    public void say(Tone tone, String text) {
        print(palette.paint(tone, text));
    }

    @Override
    public void event(long millis, Tone tone, String text) {
        print(palette.paint(Tone.FAINT, String.format("%9s", View.seconds(millis))) + "  " + palette.paint(tone, text));
    }

    @Override
    public void progress(long millis, long done, long total, Optional<String> leader) {
        ProgressBar drawn = bar;
        if (drawn == null) {
            drawn = newBar(total);
            bar = drawn;
        }
        drawn.stepTo(done);
        drawn.setExtraMessage(leader.map(name -> " leader " + name).orElse(" nobody leads"));
    }

    @Override
    public void endProgress() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private void print(String line) {
        synchronized (pen) {
            out.print((bar == null ? "" : CLEAR_LINE) + line + System.lineSeparator());
            out.flush();
        }
        if (bar != null) {
            bar.refresh();
        }
    }

    private ProgressBar newBar(long total) {
        return new ProgressBarBuilder()
                .setTaskName(" charging")
                .setInitialMax(total)
                .setStyle(isUnicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new Canvas(new ConsoleProgressBarConsumer(out)))
                .hideEta()
                .build();
    }

    private static boolean isUnicode() {
        String encoding = System.getProperty(
                "stdout.encoding",
                System.getProperty(
                        "sun.stdout.encoding", Charset.defaultCharset().name()));
        return encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name());
    }

    /** Draws the bar between lines, never inside one. */
    private final class Canvas implements ProgressBarConsumer {
        private final ConsoleProgressBarConsumer console;

        Canvas(ConsoleProgressBarConsumer console) {
            this.console = console;
        }

        @Override
        public int getMaxRenderedLength() {
            return console.getMaxRenderedLength();
        }

        @Override
        public void accept(String drawing) {
            synchronized (pen) {
                console.accept(drawing);
            }
        }

        @Override
        public void clear() {
            synchronized (pen) {
                console.clear();
            }
        }

        @Override
        public void close() {
            synchronized (pen) {
                console.close();
            }
        }
    }
}
