/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays requests that would probably outlast the leadership, because the next leader often repeats such work. It saves
 * work and protects nothing.
 */
final class SendGate {

    private static final Logger LOG = LoggerFactory.getLogger(SendGate.class);
    private static final long STEP_MILLIS = 20;

    private final Leadership leadership;
    private final AtomicBoolean alwaysTooShort = new AtomicBoolean();

    SendGate(Leadership leadership) {
        this.leadership = leadership;
    }

    /**
     * Waits until the leadership lasts longer than a call may take. If it does not in time, logs one warning and never
     * waits again.
     *
     * @return whether the leadership is valid
     */
    boolean awaitOpen(Duration call) throws InterruptedException {
        long start = System.nanoTime();
        while (leadership.isValid() && leadership.remaining().compareTo(call) <= 0 && !alwaysTooShort.get()) {
            if (System.nanoTime() - start > call.toNanos()) {
                alwaysTooShort.set(true);
                LOG.warn(
                        "The leadership never lasts longer than the provider's time limit of {}ms: set a longer time to"
                                + " live or a shorter limit; charging goes on.",
                        call.toMillis());
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
        return leadership.isValid();
    }
}
