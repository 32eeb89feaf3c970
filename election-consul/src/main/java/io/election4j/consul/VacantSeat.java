/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;
import java.util.Optional;

/**
 * A seat that nobody has, as it was seen.
 *
 * <p>A seat that was released keeps its key, and the next lock names the number of that write. One whose holder's session
 * ended has no key any more, and must stay empty for the lock-delay of that holder, who may still count on it. Consul
 * checks this when a lock arrives, not when it takes effect: where a server was frozen in between, the holder may have
 * come and gone meanwhile. So whoever finds the key missing waits for the delay itself, and names the latest lock.
 *
 * @param seat its key; empty if it is missing
 * @param latest the key that is written with each lock of the seat; empty if it was never locked, or is not known
 */
record VacantSeat(Optional<Entry> seat, Optional<Entry> latest) {
    /** Nobody has ever been there. */
    static final VacantSeat UNUSED = new VacantSeat(Optional.empty(), Optional.empty());

    static VacantSeat released(Entry seat) {
        return new VacantSeat(Optional.of(seat), Optional.empty());
    }

    /** The number of the lock after which the seat was given up by force; empty if it was not. */
    Optional<Long> lostAfter() {
        return seat.isEmpty() ? latest.map(Entry::modifiedAt) : Optional.empty();
    }

    /** How long the seat has to stay empty then. */
    Duration delay(Duration usual) {
        try {
            return latest.map(entry -> Duration.ofMillis(Long.parseLong(entry.value())))
                    .orElse(usual);
        } catch (NumberFormatException writtenByStranger) {
            return usual;
        }
    }

    static String written(Duration lockDelay) {
        return Long.toString(lockDelay.toMillis());
    }
}
