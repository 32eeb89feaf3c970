/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures the time of a service and wakes the service when a time to live is over. */
interface ExpiryTimer {

    /** Nanoseconds on a monotonic clock. */
    long now();

    /** Runs a task after a delay; null if a test moves the clock, because no thread waits then. */
    @Nullable
    Future<?> after(long nanos, Runnable task);

    /** Returns the machine's clock, with a thread that exists only while a task waits. */
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

    /** Returns a clock that a test moves. */
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
