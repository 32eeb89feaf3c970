/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.runtime.SerialThread;
import io.election4j.runtime.SerialThread.Timer;
import java.time.Duration;

/** Implements a loop with a real thread and the system's clock. */
final class ThreadLoop implements Loop {
    private final SerialThread thread;

    /**
     * Starts the thread.
     *
     * @throws io.election4j.ElectionException if the process may have no more threads
     */
    ThreadLoop(String name) {
        thread = SerialThread.start(name);
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void run(Runnable task) {
        thread.execute(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return thread.after(delay, task);
    }

    @Override
    public void every(Duration period, Runnable task) {
        thread.every(period, task);
    }

    @Override
    public void close() {
        thread.stop(); // a running task finishes, because the engine never interrupts its tasks
    }
}
