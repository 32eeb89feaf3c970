/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.support.Turnstile.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One candidate on its way to the seat, until it has won. Others of ours queue beside it, and only the first in line
 * competes with foreign users of the lock; everybody else watches the one before. At most one request is under way. Lives
 * on the loop.
 */
final class QueuePlace {
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final CampaignOffice office;
    private final String election;
    private final Claim claim;
    private final SeatListener listener;
    private final String seat;
    private final LookSchedule schedule;
    private final Obstacle obstacle;
    private final LockDelay lockDelay;
    private final SingleWatch watch;
    private final Turn turn;
    private final Retry retry;
    private final Holdings holdings = new Holdings();

    private Optional<Session> session = Optional.empty();
    private boolean asking;
    private boolean lookAgain;
    private boolean hasTried;
    private boolean hasHeard;
    private boolean closed;
    private boolean seatWasFree;
    private Optional<HeldSeat> held = Optional.empty();

    QueuePlace(CampaignOffice office, String election, String candidateId, SeatListener listener) {
        this.office = office;
        this.election = election;
        this.claim = Claim.of(office.settings().keys(), election, candidateId);
        this.listener = listener;
        this.seat = claim.seat();
        this.schedule = new LookSchedule(office, claim);
        this.obstacle = new Obstacle(office::now);
        this.lockDelay = new LockDelay(office);
        this.watch = new SingleWatch(office.watches());
        this.retry = new Retry(office.threads(), RETRY, LONGEST_RETRY);
        this.turn = office.entrance().turn(this::onTurn);
    }

    Claim claim() {
        return claim;
    }

    Holdings holdings() {
        return holdings;
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
            lookAgain = true; // something is still under way for the session before
        } else {
            turn.ask();
        }
    }

    /** Begins with a step that succeeds where nobody has been before. */
    private void onTurn() {
        if (hasTried) {
            look();
        } else {
            hasTried = true;
            attempt(Vacancy.UNUSED, false);
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
        holdings.onSessionEnded();
        lockDelay.cancel();
        watch.end();
    }

    void close() {
        closed = true;
        turn.end();
        lockDelay.cancel();
        retry.cancel();
        held.ifPresent(HeldSeat::close);
        watch.end();
    }

    /** Looks again although no watch says so. */
    void tick() {
        boolean busy = asking || turn.isWaiting() || lockDelay.isRunning() || retry.isPlanned();
        boolean waits = held.isEmpty() && session.isPresent() && !busy;
        if (waits && (watch.isEmpty() || schedule.isDue(session.get()))) {
            look();
        }
    }

    LookSchedule schedule() {
        return schedule;
    }

    private void attempt(Vacancy seen, boolean hasLooked) {
        if (closed || asking || session.isEmpty()) {
            return;
        }
        Session own = session.get();
        long askedAt = office.now();
        send(own, claim.takeSeat(seen, own, holdings.mayBeQueued()), outcome -> {
            if (outcome.happened()) {
                overcome();
                win(outcome.lockedAt(seat), askedAt, own);
            } else if (outcome.isInLockDelay() && hasLooked) {
                lockDelay.wait(own.lockDelay(), () -> attempt(seen, true));
                if (watch.isEmpty()) {
                    look();
                }
            } else {
                look();
            }
        });
    }

    private void win(long token, long askedAt, Session own) {
        held = Optional.of(new HeldSeat(office, seat, own, token, listener::onSeatTaken));
        lockDelay.cancel();
        watch(seat, token);
        listener.onWin(token, askedAt, own.lockDelay());
    }

    private void look() {
        if (asking) {
            lookAgain = true;
        } else if (!closed && held.isEmpty()) {
            asking = true;
            schedule.looked();
            office.api()
                    .readAll(
                            ConsulHttp.Lane.ORDERS,
                            office.settings().keys().election(election),
                            office.settings().patience(),
                            entries -> answered(() -> onLook(
                                    QueueView.of(entries, office.settings().keys(), election, claim.queueKey()))),
                            failure -> answered(() -> onTrouble(failure)));
        }
    }

    private void onLook(QueueView view) {
        hasHeard = true;
        holdings.setQueued(view.isQueued());
        if (view.isSeatForeign()) {
            obstacle.set(office.ownProblems().hasForeignKey(seat, view.seatFlags()));
            watch(seat, view.latestWrite());
        } else {
            session.ifPresent(own -> onOrder(own, view));
        }
    }

    private void onOrder(Session own, QueueView view) {
        // whoever is in front had its chance: it may be frozen, or an entry that nobody stands behind
        boolean impatient = view.isSeatFree() && seatWasFree && !lockDelay.isRunning();
        seatWasFree = view.isSeatFree();
        if (view.isSeatOf(own)) { // without a term of ours: by a restored snapshot, or a lock thought to be lost
            long lockedAt = view.seat().map(Entry::modifiedAt).orElseThrow();
            send(own, claim.freeSeat(lockedAt, own), outcome -> look());
            return;
        }
        if (view.isSeatFree() && (view.isFirst() || impatient)) {
            watch(seat, view.latestWrite());
            lockDelay.whenDue(view.vacancy(), own.lockDelay(), () -> attempt(view.vacancy(), true));
            return;
        }
        lockDelay.cancel();
        if (view.isQueued()) {
            overcome();
            watch(view.isFirst() ? seat : view.keyBefore(), view.latestWrite());
        } else {
            holdings.setQueued(true);
            send(own, claim.standInLine(own), outcome -> look());
        }
    }

    /** Nothing keeps it from winning but others. */
    private void overcome() {
        obstacle.clear();
        retry.reset();
    }

    private void send(Session own, Write write, Consumer<Write.Outcome> then) {
        asking = true;
        office.api()
                .write(
                        write,
                        outcome -> {
                            holdings.onOutcome(write, outcome, seat);
                            answered(() -> onOutcome(own, outcome, then));
                        },
                        failure -> {
                            holdings.onFailure(write, failure);
                            answered(() -> onTrouble(failure));
                        });
    }

    private void onOutcome(Session own, Write.Outcome outcome, Consumer<Write.Outcome> then) {
        if (session.filter(own::equals).isEmpty()) {
            holdings.onSessionEnded();
            lookAgain = true; // that was for a session that is over
        } else if (outcome.isSessionUnknown()) {
            office.pool().onGone(own);
        } else {
            then.accept(outcome);
        }
    }

    private void answered(Runnable then) {
        asking = false;
        if (!closed) {
            then.run();
            if (lookAgain && !asking && session.isPresent()) {
                lookAgain = false;
                look();
            }
            endTurnIfIdle();
        }
    }

    private void onTrouble(CallFailure failure) {
        hasHeard = true;
        if (failure.isRefusal()) {
            obstacle.set(office.problem(failure, "the key " + seat));
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
            look();
        } else if (free && !lockDelay.isRunning()) {
            if (key.equals(seat) && !asking && entry.isPresent() && !entry.get().isForeign()) {
                lockDelay.seatSeenFree();
                attempt(Vacancy.released(entry.get()), true);
            } else {
                look();
            }
        }
    }
}
