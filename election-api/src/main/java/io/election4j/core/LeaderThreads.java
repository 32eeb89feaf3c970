/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the threads that lead, one a term, and knows them: who leads must not be made to wait for its own end. */
final class LeaderThreads {
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /**
     * Starts a daemon thread, so that a leader that never returns cannot keep the process alive.
     *
     * @throws OutOfMemoryError if the machine has no thread left
     */
    void start(String election, Runnable leading) {
        Thread thread = new Thread(
                () -> {
                    running.add(Thread.currentThread());
                    try {
                        leading.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                },
                "leader-" + election);
        thread.setDaemon(true);
        thread.start();
    }

    boolean includeCurrent() {
        return running.contains(Thread.currentThread());
    }
}
