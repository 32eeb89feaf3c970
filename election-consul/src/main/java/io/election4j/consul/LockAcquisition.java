/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.AdmissionLimiter.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One candidate on its way to the seat, until it has won. A newcomer tries to take a free seat at once, before those who wait; then
 * it stands in the queue, of which only the first competes for the seat, and everybody else watches the one before. At most one
 * request is under way. Lives on the loop.
 */
final class LockAcquisition {
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final CampaignContext context;
    private final String election;
    private final AttemptKeys attemptKeys;
    private final SeatListener listener;
    private final String seat;
    private final ReadSchedule schedule;
    private final Obstacle obstacle;
    private final LockDelay lockDelay;
    private final SingleWatch watch;
    private final Turn turn;
    private final Retry retry;
    private final OwnedKeys owned = new OwnedKeys();

    private Optional<Session> session = Optional.empty();
    private boolean asking;
    private boolean readAgain;
    private boolean hasTried;
    private boolean hasHeard;
    private boolean closed;
    private boolean seatWasFree;
    private Optional<SeatMonitor> held = Optional.empty();

    LockAcquisition(CampaignContext context, String election, String candidateId, SeatListener listener) {
        this.context = context;
        this.election = election;
        this.attemptKeys = AttemptKeys.of(context.settings().keys(), election, candidateId);
        this.listener = listener;
        this.seat = attemptKeys.seat();
        this.schedule = new ReadSchedule(context, attemptKeys);
        this.obstacle = new Obstacle(context::now);
        this.lockDelay = new LockDelay(context);
        this.watch = new SingleWatch(context.watches());
        this.retry = new Retry(context.threads(), RETRY, LONGEST_RETRY);
        this.turn = context.admission().turn(this::onTurn);
    }

    AttemptKeys attemptKeys() {
        return attemptKeys;
    }

    OwnedKeys owned() {
        return owned;
    }

    Optional<Session> session() {
        return session;
    }

    /** Why it cannot win as things are. */
    Obstacle obstacle() {
        return obstacle;
    }

    /** Whether nothing is known of its chances yet, but will be in a moment. */
    boolean isArriving() {
        return asking && !hasHeard;
    }

    boolean isAsking() {
        return asking;
    }

    /** Goes on with this session, when its turn has come. */
    void enter(Session fresh) {
        session = Optional.of(fresh);
        hasTried = false;
        if (asking) {
            readAgain = true; // something is still under way for the session before
        } else {
            turn.ask();
        }
    }

    /** Begins with a step that succeeds where nobody leads: a seat that was released, or never locked. */
    private void onTurn() {
        if (hasTried) {
            read();
        } else {
            hasTried = true;
            attempt(VacantSeat.UNUSED, false);
        }
        endTurnIfIdle();
    }

    private void endTurnIfIdle() {
        if (!asking) {
            turn.end();
        }
    }

    /** The session is over, and everything that it held. */
    void leaveSession() {
        session = Optional.empty();
        turn.end();
        owned.onSessionEnded();
        lockDelay.cancel();
        watch.end();
    }

    void close() {
        closed = true;
        turn.end();
        lockDelay.cancel();
        retry.cancel();
        held.ifPresent(SeatMonitor::close);
        watch.end();
    }

    /** Looks again although no watch says so. */
    void tick() {
        boolean busy = asking || turn.isWaiting() || lockDelay.isRunning() || retry.isPlanned();
        boolean waits = held.isEmpty() && session.isPresent() && !busy;
        if (waits && (watch.isEmpty() || schedule.isDue(session.get(), owned.isUncertain()))) {
            read();
        }
    }

    ReadSchedule schedule() {
        return schedule;
    }

    private void attempt(VacantSeat seen, boolean hasRead) {
        if (closed || asking || session.isEmpty()) {
            return;
        }
        Session own = session.get();
        long askedAt = context.now();
        send(own, attemptKeys.takeSeat(seen, own, owned.mayBeQueued()), outcome -> {
            if (outcome.happened()) {
                overcome();
                win(outcome.lockedAt(seat), askedAt, own);
            } else if (outcome.isInLockDelay() && hasRead) {
                lockDelay.wait(own.lockDelay(), () -> attempt(seen, true));
                if (watch.isEmpty()) {
                    read();
                }
            } else {
                read();
            }
        });
    }

    private void win(long token, long askedAt, Session own) {
        held = Optional.of(new SeatMonitor(context, seat, own, token, listener::onSeatTaken));
        lockDelay.cancel();
        watch(seat, token);
        listener.onWin(token, askedAt, own.lockDelay());
    }

    private void read() {
        if (asking) {
            readAgain = true;
        } else if (!closed && held.isEmpty()) {
            schedule.onRead();
            context.api()
                    .readAll(
                            ConsulHttp.Lane.ORDERS,
                            context.settings().keys().election(election),
                            context.settings().patience(),
                            entries -> answered(() -> {
                                hasHeard = true;
                                onView(viewOf(entries), true);
                            }),
                            failure -> answered(() -> onTrouble(failure)));
            asking = true;
        }
    }

    /** The watch of all keys may show what a request would: thousands of elections whose leader has died need none then. */
    private void readFromWatch() {
        Optional<List<Entry>> shown =
                context.watches().shown(context.settings().keys().election(election));
        if (asking || shown.isEmpty()) {
            read();
        } else {
            onView(viewOf(shown.get()), false);
        }
    }

    private QueueView viewOf(List<Entry> entries) {
        return QueueView.of(entries, context.settings().keys(), election, attemptKeys.queueKey());
    }

    /** @param asked whether it was asked for: two of these are apart by some time, two that a watch shows need not be */
    private void onView(QueueView view, boolean asked) {
        owned.setQueued(view.isQueued());
        if (view.isSeatForeign()) {
            obstacle.set(context.ownProblems().hasForeignKey(seat, view.seatFlags()));
            watch(seat, view.latestWrite());
        } else {
            session.ifPresent(own -> onOrder(own, view, asked));
        }
    }

    private void onOrder(Session own, QueueView view, boolean asked) {
        // The first in the queue had its chance: it may be frozen, or its entry may be an orphan.
        boolean impatient = asked && view.isSeatFree() && seatWasFree && !lockDelay.isRunning();
        if (asked) {
            seatWasFree = view.isSeatFree();
        }
        if (view.isSeatOf(own)) { // without a term of ours: by a restored snapshot, or a lock thought to be lost
            long lockedAt = view.seat().map(Entry::modifiedAt).orElseThrow();
            send(own, attemptKeys.freeSeat(lockedAt, own), outcome -> read());
            return;
        }
        if (view.isSeatFree() && (view.isFirst() || impatient)) {
            watch(seat, view.latestWrite());
            lockDelay.whenDue(view.vacant(), own.lockDelay(), () -> attempt(view.vacant(), true));
            return;
        }
        lockDelay.cancel();
        if (view.isQueued()) {
            overcome();
            watch(view.isFirst() ? seat : view.keyBefore(), view.latestWrite());
        } else {
            owned.setQueued(true);
            send(own, attemptKeys.standInLine(own), outcome -> read());
        }
    }

    /** Nothing keeps it from winning but others. */
    private void overcome() {
        obstacle.clear();
        retry.reset();
    }

    private void send(Session own, Write write, Consumer<Write.Outcome> then) {
        context.api()
                .write(
                        write,
                        outcome -> {
                            owned.onOutcome(write, outcome, seat);
                            answered(() -> onOutcome(own, outcome, then));
                        },
                        failure -> {
                            owned.onFailure(write, failure);
                            answered(() -> onTrouble(failure));
                        });
        asking = true;
    }

    private void onOutcome(Session own, Write.Outcome outcome, Consumer<Write.Outcome> then) {
        if (session.filter(own::equals).isEmpty()) {
            owned.onSessionEnded();
            readAgain = true; // that was for a session that is over
        } else if (outcome.isSessionUnknown()) {
            context.pool().onGone(own);
        } else {
            then.accept(outcome);
        }
    }

    private void answered(Runnable then) {
        asking = false;
        if (!closed) {
            then.run();
            if (readAgain && !asking && session.isPresent()) {
                readAgain = false;
                read();
            }
            endTurnIfIdle();
        }
    }

    private void onTrouble(CallFailure failure) {
        hasHeard = true;
        if (failure.isRefusal()) {
            obstacle.set(context.problem(failure, "the key " + seat));
        }
        retry.plan(() -> {
            hasTried = true;
            turn.ask();
        });
    }

    private void watch(String key, long known) {
        watch.turnTo(key, known, entry -> onHint(key, entry));
    }

    private void onHint(String key, Optional<Entry> entry) {
        if (closed || session.isEmpty()) {
            return;
        }
        boolean free = entry.filter(Entry::isHeld).isEmpty();
        boolean strayed = entry.filter(seated -> seated.isHeldBy(session.get())).isPresent();
        if (held.isPresent()) {
            held.get().onHint(entry);
        } else if (key.equals(seat) && strayed && !asking) {
            read();
        } else if (free && !lockDelay.isRunning()) {
            if (!key.equals(seat) || asking || entry.filter(Entry::isForeign).isPresent()) {
                readFromWatch();
            } else if (entry.isPresent()) {
                lockDelay.seatSeenFree();
                attempt(VacantSeat.released(entry.get()), true);
            } else if (context.watches().shown(seat).isPresent()) {
                readFromWatch();
            } else {
                attempt(VacantSeat.UNUSED, false); // a leader that released it has left nothing else
            }
        }
    }
}
