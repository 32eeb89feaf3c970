/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import java.lang.management.ManagementFactory;

/**
 * The threads and the heap of a process.
 *
 * @param threads that are alive
 * @param heapBytes in use after a garbage collection
 */
public record Footprint(int threads, long heapBytes) {

    /** Measures this process. */
    static Footprint take() {
        System.gc();
        return new Footprint(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    static Footprint of(PeerEvent event) {
        return new Footprint((int) event.number(0), event.number(1));
    }

    Object[] words() {
        return new Object[] {threads, heapBytes};
    }
}
