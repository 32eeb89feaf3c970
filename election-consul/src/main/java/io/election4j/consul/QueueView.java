/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One election as the service held it at one moment.
 *
 * @param seat the key of the lock
 * @param latest the key that is written with each lock of the seat
 * @param queue those who wait, the first in line first; entries without a session belong to nobody and do not count
 * @param ownKey where our own entry in the queue is, if there is one
 */
record QueueView(Optional<Entry> seat, Optional<Entry> latest, List<Entry> queue, String ownKey) {

    static QueueView of(List<Entry> entries, Keys keys, String election, String ownKey) {
        return new QueueView(
                find(entries, keys.seat(election)),
                find(entries, keys.latest(election)),
                entries.stream()
                        .filter(entry -> entry.isHeld() && entry.key().startsWith(keys.queue(election)))
                        .sorted(Comparator.comparingLong(Entry::createdAt))
                        .toList(),
                ownKey);
    }

    private static Optional<Entry> find(List<Entry> entries, String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    /** Only for a seat that is free. */
    VacantSeat vacant() {
        return new VacantSeat(seat, latest);
    }

    boolean isQueued() {
        return queue.stream().anyMatch(this::isOurs);
    }

    /** Whether nobody is in front of us, or would be if we stood in line. */
    boolean isFirst() {
        return queue.isEmpty() || isOurs(queue.get(0));
    }

    boolean isSeatFree() {
        return seat.filter(Entry::isHeld).isEmpty();
    }

    boolean isSeatOf(Session session) {
        return seat.filter(entry -> entry.isHeldBy(session)).isPresent();
    }

    /** Whether the key is free, and was last written for another purpose. */
    boolean isSeatForeign() {
        return isSeatFree() && seat.filter(Entry::isForeign).isPresent();
    }

    /** For what purpose the key of the seat was last written. */
    String seatFlags() {
        return seat.map(Entry::flags).orElse("");
    }

    /** Who is in front of us; only for those who are not first. */
    String keyBefore() {
        int own = 0;
        while (own < queue.size() && !isOurs(queue.get(own))) {
            own++;
        }
        return queue.get(own - 1).key();
    }

    /** The number of the latest write that shows; 0 if nothing does. */
    long latestWrite() {
        return Stream.concat(seat.stream(), queue.stream())
                .mapToLong(Entry::modifiedAt)
                .max()
                .orElse(0);
    }

    private boolean isOurs(Entry entry) {
        return entry.key().equals(ownKey);
    }
}
