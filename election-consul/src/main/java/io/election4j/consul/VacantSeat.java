/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Describes a seat without a holder, as it was read.
 *
 * <p>If the holder's session ended, Consul deletes the key, and the seat must stay empty for the lock-delay of that holder,
 * which may still rely on it. Consul checks this when a lock arrives, not when it takes effect: if a server was frozen in
 * between, a holder may have locked and lost the seat meanwhile. So each lock also writes another key, which stays then. A
 * candidate that finds only that key waits for the delay itself, and its lock names the number of that key. A holder whose term
 * is over deletes both: the next lock requires that both are absent. Other clients
 * release a seat and keep its key; the next lock names the number of that write.
 *
 * @param seat its key; empty if it is missing
 * @param latest the key that is written with each lock of the seat; empty if it is missing, or not known
 */
record VacantSeat(Optional<Entry> seat, Optional<Entry> latest) {
    /** A seat that was released, or never locked. */
    static final VacantSeat UNUSED = new VacantSeat(Optional.empty(), Optional.empty());

    static VacantSeat released(Entry seat) {
        return new VacantSeat(Optional.of(seat), Optional.empty());
    }

    /** The number of the latest lock if the seat was taken away by force after it; empty if it was not. */
    Optional<Long> lostAfter() {
        return seat.isEmpty() ? latest.map(Entry::modifiedAt) : Optional.empty();
    }

    /** How long the seat must stay empty in that case. */
    Duration delay(Duration usual) {
        try {
            return latest.map(entry ->
                            Duration.ofMillis(Long.parseLong(entry.value().split(" ", 2)[0])))
                    .orElse(usual);
        } catch (NumberFormatException writtenByStranger) {
            return usual;
        }
    }

    /** A value that was never written before: Consul ignores a write that changes nothing, and its number stays the same. */
    static String written(Duration lockDelay) {
        return lockDelay.toMillis() + " " + UUID.randomUUID();
    }
}
