/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a comparison is and how much time is left: a bar on a terminal, a line for each step elsewhere. The
 * time comes from the estimates of the scenarios and from their error so far. Thread-safe.
 */
final class Progress implements AutoCloseable {
    private static final int PERCENT = 100;

    private final PrintStream err;
    private final long allMillis;
    private final long startNanos = System.nanoTime();
    private final Optional<ProgressBar> bar;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private long doneMillis;
    private long currentMillis;
    private long currentStart = startNanos;

    Progress(Duration estimate, boolean isTerminal, PrintStream err) {
        this.allMillis = Math.max(1, estimate.toMillis());
        this.err = err;
        this.bar = isTerminal ? Optional.of(newBar(allMillis, err)) : Optional.empty();
        var unused = clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private static ProgressBar newBar(long allMillis, PrintStream err) {
        return new ProgressBarBuilder()
                .setInitialMax(allMillis)
                .setTaskName("comparing")
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" min", TimeUnit.MINUTES.toMillis(1))
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build();
    }

    /** Begins a step of this estimated length; the step before is done. */
    synchronized void begin(String what, Duration estimate) {
        doneMillis += currentMillis;
        currentMillis = estimate.toMillis();
        currentStart = System.nanoTime();
        bar.ifPresent(drawn -> drawn.setExtraMessage(" " + what));
        if (bar.isEmpty()) {
            err.printf("%3d %%, %s: %s%n", PERCENT * doneMillis / allMillis, left(), what);
        }
    }

    private synchronized void tick() {
        long inCurrent = Math.min(currentMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - currentStart));
        bar.ifPresent(drawn -> drawn.stepTo(Math.min(allMillis, doneMillis + inCurrent)));
    }

    private String left() {
        double elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        // Until a twentieth is done, only the estimate is known.
        double error = doneMillis < allMillis / 20 ? 1 : elapsed / doneMillis;
        long seconds = Math.round((allMillis - doneMillis) * error / 1_000);
        return seconds < 90 ? "about " + seconds + " s left" : "about " + Math.round(seconds / 60.0) + " min left";
    }

    @Override
    public void close() {
        clock.shutdownNow();
        bar.ifPresent(ProgressBar::close);
    }
}
