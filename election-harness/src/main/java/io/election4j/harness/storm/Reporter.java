/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs a task periodically until it is closed. */
final class Reporter implements AutoCloseable {
    private final Duration pause;
    private final Runnable task;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "storm-progress");
        thread.setDaemon(true);
        return thread;
    });

    Reporter(Duration pause, Runnable task) {
        this.pause = pause;
        this.task = task;
    }

    void start() {
        var unused = clock.scheduleAtFixedRate(task, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
