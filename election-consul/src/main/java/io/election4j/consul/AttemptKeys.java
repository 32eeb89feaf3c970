/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.UUID;

/**
 * Holds the keys of one attempt and makes the writes to them. Each write names its target, so that it has no effect if
 * it arrives late: a release names the write that locked the seat; a lock names the state that was read, and the
 * attempt, by a key that exists once the attempt is over. Stateless.
 *
 * @param seat the key of the lock, common to all attempts of an election
 * @param latestKey written with each lock of the seat
 * @param queueKey the attempt's own entry in the queue
 * @param leftKey exists once no request of the attempt may have an effect any more; goes with the session
 */
record AttemptKeys(String candidateId, String seat, String latestKey, String queueKey, String leftKey) {

    static AttemptKeys of(Keys keys, String election, String candidateId) {
        String id = UUID.randomUUID().toString();
        return new AttemptKeys(
                candidateId,
                keys.seat(election),
                keys.latest(election),
                keys.queue(election) + id,
                keys.left(election) + id);
    }

    /** Locks the seat if it is unchanged since the read, and removes the entry in the queue. */
    Write takeSeat(VacantSeat seen, Session session, boolean queued) {
        Write write = new Write().ifAbsent(leftKey).ifStill(seat, seen.seat());
        if (seen.seat().isEmpty()) { // an absent key may look the same after other holders
            write.ifStill(latestKey, seen.latest());
        }
        write.lock(seat, candidateId, session).set(latestKey, VacantSeat.written(session.lockDelay()));
        return queued ? write.delete(queueKey) : write;
    }

    /** Creates the entry in the queue. */
    Write standInLine(Session session) {
        return new Write().ifAbsent(leftKey).lock(queueKey, candidateId, session);
    }

    /** Releases the seat if its last write is the given lock, of which no term has come. */
    Write freeSeat(long lockedAt, Session session) {
        return new Write().ifAt(seat, lockedAt).unlock(seat, session);
    }

    /**
     * Ends a term: deletes the seat if its last write is the given lock, with what says that it was locked, so that an election
     * that nobody uses leaves no key; also the entry in the queue, which a restored snapshot may contain.
     */
    Write leaveSeat(long lockedAt) {
        return new Write().ifAt(seat, lockedAt).delete(seat).delete(latestKey).delete(queueKey);
    }

    Write leaveQueue() {
        return new Write().delete(queueKey);
    }

    /** Prevents every lock of this attempt from taking effect, whenever it arrives. */
    Write revoke(Session session) {
        return new Write().lock(leftKey, candidateId, session).delete(queueKey);
    }
}
