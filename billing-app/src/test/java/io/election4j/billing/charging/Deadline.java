/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.time.Duration;

/** Implements a leadership with token 1 that ends at a fixed time. */
record Deadline(long until) implements Leadership {

    Deadline(Duration span) {
        this(System.nanoTime() + span.toNanos());
    }

    @Override
    public long fencingToken() {
        return 1;
    }

    @Override
    public boolean isValid() {
        return !remaining().isZero();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }
}
