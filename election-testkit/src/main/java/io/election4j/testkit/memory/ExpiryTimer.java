/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The clock of a service, and what wakes the service when a time to live is over. */
interface ExpiryTimer {

    /** Nanoseconds on a monotonic clock. */
    long now();

    /** Runs a task after a delay; null if the clock is moved by hand and nothing can be awaited. */
    @Nullable
    Future<?> after(long nanos, Runnable task);

    /** The clock of the machine, with a thread that exists only while something is awaited. */
    static ExpiryTimer real(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "memory-service-" + name);
            made.setDaemon(true);
            return made;
        });
        thread.setKeepAliveTime(100, TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
        return new ExpiryTimer() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public Future<?> after(long nanos, Runnable task) {
                return thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
            }
        };
    }

    /** A clock that a test moves. */
    static ExpiryTimer manual(LongSupplier nanoClock) {
        return new ExpiryTimer() {
            @Override
            public long now() {
                return nanoClock.getAsLong();
            }

            @Override
            public @Nullable Future<?> after(long nanos, Runnable task) {
                return null;
            }
        };
    }
}
