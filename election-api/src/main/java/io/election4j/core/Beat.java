/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.time.Duration;

/**
 * The common beat on which all attempts of one engine are renewed: thousands that ask at the same instant can be
 * answered by one request of the backend, thousands that ask one after the other cannot.
 */
final class Beat {
    private final Loop loop;
    private final long origin;

    Beat(Loop loop) {
        this.loop = loop;
        this.origin = loop.now();
    }

    /** How long until the next multiple of an interval since the engine started; never more than the interval. */
    Duration untilNext(Duration interval) {
        long length = interval.toNanos();
        return Duration.ofNanos(length - (loop.now() - origin) % length);
    }
}
