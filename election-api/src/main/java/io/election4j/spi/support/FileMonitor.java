/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at files now and then, so that what is wrong with them is logged before anybody needs them. */
final class FileMonitor {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private FileMonitor() {}

    /** Until the backend closes; the look may block, and is not repeated before it has ended. */
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
