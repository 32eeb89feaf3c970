/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.backend.BackendThreads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Checks files once a second, so that problems are logged before the files are needed. */
final class FileMonitor {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private FileMonitor() {}

    /** Repeats a check until the backend closes; the check may block, and runs on the worker, one at a time. */
    static void follow(BackendThreads threads, Runnable look) {
        AtomicBoolean looking = new AtomicBoolean();
        threads.every(INTERVAL, () -> {
            if (looking.compareAndSet(false, true)) {
                threads.block(() -> {
                    try {
                        look.run();
                    } finally {
                        looking.set(false);
                    }
                });
            }
        });
    }
}
