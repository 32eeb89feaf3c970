/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Implements a wall clock that moves only when a test moves it. */
final class ManualClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-03-01T00:00:00Z");

    synchronized void advance(Duration step) {
        now = now.plus(step);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
