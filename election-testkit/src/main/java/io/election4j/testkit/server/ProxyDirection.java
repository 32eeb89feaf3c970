/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** One direction of a stretch of network: open or not, and how slow. Thread-safe. */
final class ProxyDirection {
    private final LongAdder bytes = new LongAdder();
    private boolean open = true;
    private long delayNanos;

    synchronized void stall() {
        open = false;
    }

    synchronized void go() {
        open = true;
        notifyAll();
    }

    synchronized void delay(Duration time) {
        delayNanos = time.toNanos();
        notifyAll();
    }

    void carried(int count) {
        bytes.add(count);
    }

    /** How many bytes have arrived at the other end so far. */
    long bytes() {
        return bytes.sum();
    }

    /** Lets who waits look whether there is still something to wait for. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void awaitOpen(BooleanSupplier givenUp) {
        while (!open && !givenUp.getAsBoolean()) {
            pause(Long.MAX_VALUE);
        }
    }

    /** Waits until what came at some time may pass. */
    synchronized void awaitPassage(long cameAtNanos, BooleanSupplier givenUp) {
        while (!givenUp.getAsBoolean()) {
            long left = cameAtNanos + delayNanos - System.nanoTime();
            if (open && left <= 0) {
                return;
            }
            pause(open ? left : Long.MAX_VALUE);
        }
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }
}
