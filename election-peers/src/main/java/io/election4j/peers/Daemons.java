/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.concurrent.TimeUnit;

/** Creates threads that do not keep the process alive. Stateless. */
final class Daemons {
    private Daemons() {}

    static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Pauses for a time, or less if the thread is interrupted. */
    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }
}
