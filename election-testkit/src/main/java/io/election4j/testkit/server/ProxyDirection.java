/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Controls one direction of a proxy: stalled or not, and its delay. Thread-safe. */
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

    /** How many bytes have arrived at the receivers so far. */
    long bytes() {
        return bytes.sum();
    }

    /** Makes waiting threads check again whether their receiver still exists. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void awaitOpen(BooleanSupplier givenUp) {
        while (!open && !givenUp.getAsBoolean()) {
            pause(Long.MAX_VALUE);
        }
    }

    /** Waits until bytes that came at some time may pass. */
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
