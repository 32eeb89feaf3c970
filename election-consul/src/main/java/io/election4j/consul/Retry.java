/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.support.BackendThreads;
import java.time.Duration;
import java.util.Optional;

/** Plans another attempt after a pause, which doubles each time. At most one is planned. Lives on the loop. */
final class Retry {
    private final BackendThreads threads;
    private final Duration first;
    private final Duration longest;
    private Duration pause;
    private Optional<BackendThreads.Timer> timer = Optional.empty();

    Retry(BackendThreads threads, Duration first, Duration longest) {
        this.threads = threads;
        this.first = first;
        this.longest = longest;
        this.pause = first;
    }

    boolean isPlanned() {
        return timer.isPresent();
    }

    /** Plans a task in place of the one planned before. */
    void plan(Runnable task) {
        cancel();
        timer = Optional.of(threads.after(pause, () -> {
            timer = Optional.empty();
            task.run();
        }));
        pause = ConsulSettings.shorter(pause.multipliedBy(2), longest);
    }

    void cancel() {
        timer.ifPresent(BackendThreads.Timer::cancel);
        timer = Optional.empty();
    }

    /** Resets the pause to the first one. */
    void reset() {
        pause = first;
    }
}
