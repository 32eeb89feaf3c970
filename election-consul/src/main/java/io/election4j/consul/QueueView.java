/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes one election as the service held it at one moment.
 *
 * @param seat the key of the lock
 * @param latest the key that is written with each lock of the seat
 * @param queue the waiting candidates, the first one first; entries without a session belong to no candidate and do not
 *     count
 * @param ownKey the key of our own entry in the queue, if there is one
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

    /** The vacant seat; only if the seat is free. */
    VacantSeat vacant() {
        return new VacantSeat(seat, latest);
    }

    boolean isQueued() {
        return queue.stream().anyMatch(this::isOurs);
    }

    /** Whether no entry is before ours, or would be if we entered the queue. */
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

    /** The flags of the seat's last write, which show its purpose. */
    String seatFlags() {
        return seat.map(Entry::flags).orElse("");
    }

    /** The key of the entry before ours; only if ours is not first. */
    String keyBefore() {
        int own = 0;
        while (own < queue.size() && !isOurs(queue.get(own))) {
            own++;
        }
        return queue.get(own - 1).key();
    }

    /** The number of the latest write of the seat and the queue; 0 if they have no keys. */
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
