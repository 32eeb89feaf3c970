/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Holds why a candidate cannot win at present, and since when: until an attempt succeeds, not only until the next one.
 */
final class Obstacle {
    private final LongSupplier clock;
    private Optional<ElectionException> reason = Optional.empty();
    private long since;

    Obstacle(LongSupplier clock) {
        this.clock = clock;
    }

    void set(ElectionException present) {
        since = reason.isPresent() ? since : clock.getAsLong();
        reason = Optional.of(present);
    }

    void clear() {
        reason = Optional.empty();
    }

    Optional<ElectionException> reason() {
        return reason;
    }

    /** The reason, if there has been one for longer than the given time. */
    Optional<ElectionException> after(Duration time) {
        return reason.filter(lasting -> clock.getAsLong() - since > time.toNanos());
    }
}
