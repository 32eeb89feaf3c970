/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.spi.support.ServiceProblems;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One candidate on its way to the seat. Others of ours queue beside it, and only the first in line competes with foreign
 * users of the lock; everybody else watches the one before. At most one request is under way. Lives on the loop.
 */
final class QueuePlace {
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONG_LOOK = Duration.ofSeconds(5);

    /** Hears what became of the place. */
    interface Listener {
        void onWin(long token);

        /** The seat, once won, belongs to another or to nobody. */
        void onSeatTaken();
    }

    private final CampaignOffice office;
    private final String candidateId;
    private final Listener listener;
    private final String election;
    private final String seat;
    private final String queueKey;
    private final LockDelay lockDelay;

    private Optional<Session> session = Optional.empty();
    private Optional<ElectionException> obstacle = Optional.empty();
    private Optional<KeyWatch> watch = Optional.empty();
    private boolean first;
    private boolean queued;
    private boolean holding;
    private boolean uncertain;
    private boolean won;
    private long wonAt;
    private Duration retry = RETRY;
    private boolean asking;
    private boolean lookAgain;
    private boolean closed;
    private boolean seatWasFree;
    private long lookedAt;

    private record KeyWatch(String key, KeyWatches.Watch watch) {}

    QueuePlace(CampaignOffice office, String election, String candidateId, Listener listener) {
        this.office = office;
        this.election = election;
        this.candidateId = candidateId;
        this.listener = listener;
        Keys keys = office.settings().keys();
        this.seat = keys.seat(election);
        this.queueKey = keys.queue(election) + UUID.randomUUID();
        this.lockDelay = new LockDelay(office);
    }

    String seat() {
        return seat;
    }

    String queueKey() {
        return queueKey;
    }

    Optional<Session> session() {
        return session;
    }

    Optional<ElectionException> obstacle() {
        return obstacle;
    }

    /** Whether the service may hold our entry in the queue. */
    boolean isQueued() {
        return queued;
    }

    /** Whether the seat may be ours. */
    boolean mayHoldSeat() {
        return holding || uncertain;
    }

    /** Whether a request has been sent whose outcome nobody knows. */
    boolean isUncertain() {
        return uncertain;
    }

    boolean isAsking() {
        return asking;
    }

    /** Begins with a bold step that succeeds where nobody has been before. */
    void enter(Session fresh) {
        session = Optional.of(fresh);
        attempt(Optional.empty());
    }

    /** The session is over, and everything that it held. */
    void leaveSession() {
        session = Optional.empty();
        queued = false;
        holding = false;
        uncertain = false;
        endWatch();
    }

    void close() {
        closed = true;
        lockDelay.cancel();
        endWatch();
    }

    /** Looks again although no watch says so: watches are hints. */
    void tick() {
        Duration period = ConsulSettings.longer(office.settings().ttl().multipliedBy(2), LONG_LOOK);
        if (!won && session.isPresent() && !first && office.now() - lookedAt > period.toNanos()) {
            look();
        }
    }

    private void attempt(Optional<Entry> seen) {
        if (closed || asking || session.isEmpty()) {
            return;
        }
        Session own = session.get();
        Write write = new Write().ifStill(seat, seen).lock(seat, candidateId, own);
        if (queued) {
            write.delete(queueKey);
        }
        send(own, write, outcome -> {
            if (outcome.happened()) {
                holding = true;
                queued = false;
                win(outcome.lockedAt(seat));
            } else if (outcome.isInLockDelay()) {
                lockDelay.wait(own.lockDelay(), () -> attempt(seen));
                lookUnlessWatching();
            } else {
                look();
            }
        });
    }

    private void lookUnlessWatching() {
        if (watch.isEmpty()) {
            look();
        }
    }

    private void win(long token) {
        if (!closed) {
            won = true;
            wonAt = token;
            lockDelay.cancel();
            watch(seat);
            listener.onWin(token);
        }
    }

    private void look() {
        if (asking) {
            lookAgain = true;
        } else if (!closed && !won) {
            asking = true;
            lookedAt = office.now();
            office.api()
                    .readAll(
                            ConsulHttp.Lane.ORDERS,
                            office.settings().keys().election(election),
                            office.settings().patience(),
                            entries -> answered(() -> onLook(entries)),
                            failure -> answered(() -> onTrouble(failure)));
        }
    }

    private void onLook(List<Entry> entries) {
        session.ifPresent(own -> {
            Optional<Entry> taken =
                    entries.stream().filter(entry -> entry.key().equals(seat)).findFirst();
            List<Entry> queue = entries.stream()
                    .filter(entry -> entry.isHeld()
                            && entry.key().startsWith(office.settings().keys().queue(election)))
                    .sorted(Comparator.comparingLong(Entry::createdAt))
                    .toList();
            queued = queue.stream().anyMatch(this::isOurs);
            first = queue.isEmpty() || isOurs(queue.get(0));
            if (taken.filter(Entry::isForeign).filter(entry -> !entry.isHeld()).isPresent()) {
                onForeign(taken.get());
            } else {
                obstacle = Optional.empty();
                retry = RETRY;
                onOrder(own, taken, queue);
            }
        });
    }

    private void onOrder(Session own, Optional<Entry> taken, List<Entry> queue) {
        boolean ours = taken.filter(entry -> entry.isHeldBy(own)).isPresent();
        boolean free = taken.filter(Entry::isHeld).isEmpty();
        // whoever is in front had its chance: it may be frozen, or an entry that nobody stands behind
        boolean impatient = free && seatWasFree && !lockDelay.isRunning();
        seatWasFree = free;
        if (ours || (free && (first || impatient))) {
            watch(seat);
            if (!lockDelay.isRunning()) {
                attempt(taken);
            }
            return;
        }
        lockDelay.cancel();
        if (queued) {
            watch(first ? seat : keyBefore(queue));
        } else {
            enqueue(own);
        }
    }

    private String keyBefore(List<Entry> queue) {
        String before = queue.get(queue.size() - 1).key();
        for (int i = 1; i < queue.size(); i++) {
            if (isOurs(queue.get(i))) {
                before = queue.get(i - 1).key();
            }
        }
        return before;
    }

    private boolean isOurs(Entry entry) {
        return entry.key().equals(queueKey);
    }

    private void enqueue(Session own) {
        queued = true;
        send(own, new Write().lock(queueKey, candidateId, own), outcome -> look());
    }

    private void onForeign(Entry entry) {
        obstacle = Optional.of(ServiceProblems.refused(office.problems().service() + " has the key " + seat
                + " for another purpose than a lock (flags " + entry.flags()
                + "); delete the key or choose another namespace or election"));
        first = true;
        watch(seat);
    }

    private void send(Session own, Write write, Consumer<Write.Outcome> then) {
        asking = true;
        office.api()
                .write(
                        write,
                        outcome -> {
                            if (outcome.isSessionUnknown()) {
                                asking = false;
                                office.pool().onGone(own);
                            } else {
                                holding |= closed && outcome.happened() && outcome.lockedAt(seat) > 0;
                                answered(() -> then.accept(outcome));
                            }
                        },
                        failure -> {
                            uncertain = uncertain || !failure.isRefusal();
                            answered(() -> onTrouble(failure));
                        });
    }

    private void answered(Runnable then) {
        asking = false;
        if (!closed) {
            then.run();
            if (lookAgain && !asking) {
                lookAgain = false;
                look();
            }
        }
    }

    private void onTrouble(CallFailure failure) {
        obstacle = failure.isRefusal() ? Optional.of(office.problem(failure, "the key " + seat)) : Optional.empty();
        office.threads().after(retry, this::look);
        retry = ConsulSettings.shorter(retry.multipliedBy(2), LONGEST_RETRY);
    }

    private void watch(String key) {
        if (closed || watch.filter(present -> present.key.equals(key)).isPresent()) {
            return;
        }
        endWatch();
        watch = Optional.of(new KeyWatch(key, office.watches().watch(key, entry -> onHint(key, entry))));
    }

    private void endWatch() {
        watch.ifPresent(present -> present.watch.end());
        watch = Optional.empty();
    }

    private void onHint(String key, Optional<Entry> entry) {
        if (closed || session.isEmpty()) {
            return;
        }
        if (won) {
            boolean old = entry.filter(present -> present.modifiedAt() < wonAt).isPresent();
            if (!old && entry.filter(present -> present.isHeldBy(session.get())).isEmpty()) {
                confirmLoss(session.get());
            }
        } else if (entry.filter(Entry::isHeld).isEmpty() && !lockDelay.isRunning()) {
            if (key.equals(seat) && !asking && entry.filter(Entry::isForeign).isEmpty()) {
                lockDelay.seatSeenFree();
                attempt(entry);
            } else {
                look();
            }
        }
    }

    private void confirmLoss(Session own) {
        office.api()
                .read(
                        ConsulHttp.Lane.PULSE,
                        seat,
                        office.settings().patience(),
                        entry -> {
                            if (!closed
                                    && entry.filter(each -> each.isHeldBy(own)).isEmpty()) {
                                listener.onSeatTaken();
                            }
                        },
                        unknown -> {});
    }
}
