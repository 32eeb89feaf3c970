/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

import java.io.PrintStream;
import java.util.Optional;

/** Prints plain lines: for files, pipes and terminals without control sequences. */
final class PlainView implements View {

    private static final int STEPS = 10;

    private final PrintStream out;
    private long lastStep = 0;

    PlainView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void say(Tone tone, String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void event(long millis, Tone tone, String text) {
        out.printf("%9s  %s%n", View.seconds(millis), text);
        out.flush();
    }

    @Override
    public void progress(long millis, long done, long total, Optional<String> leader) {
        long step = total == 0 ? 0 : done * STEPS / total;
        if (step > lastStep) {
            lastStep = step;
            event(
                    millis,
                    Tone.FAINT,
                    done + " of " + total + " charges settled, "
                            + leader.map(name -> "led by " + name).orElse("nobody leads"));
        }
    }

    @Override
    public void endProgress() {
        out.flush();
    }
}
