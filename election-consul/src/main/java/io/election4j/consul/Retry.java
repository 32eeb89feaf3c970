/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.BackendThreads;
import io.election4j.backend.ExponentialBackoff;
import java.time.Duration;
import java.util.Optional;

/** Plans another attempt after a pause, which doubles each time. At most one is planned. Lives on the loop. */
final class Retry {
    private final BackendThreads threads;
    private final ExponentialBackoff backoff;
    private Optional<BackendThreads.Timer> timer = Optional.empty();

    Retry(BackendThreads threads, Duration first, Duration longest) {
        this.threads = threads;
        this.backoff = new ExponentialBackoff(first, longest);
    }

    boolean isPlanned() {
        return timer.isPresent();
    }

    /** Plans a task in place of the one planned before. */
    void plan(Runnable task) {
        cancel();
        timer = Optional.of(threads.after(backoff.next(), () -> {
            timer = Optional.empty();
            task.run();
        }));
    }

    void cancel() {
        timer.ifPresent(BackendThreads.Timer::cancel);
        timer = Optional.empty();
    }

    /** Resets the pause to the first one. */
    void reset() {
        backoff.reset();
    }
}
