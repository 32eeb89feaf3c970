/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How an attempt leaves: the seat is released and the place in the queue removed, in one step where both are there, and
 * the service confirms it. Until then no other campaign of this election stands on the session; if it cannot be
 * confirmed for long, the session has to go. Lives on the loop.
 */
final class Departure {
    private static final Duration RETRY = Duration.ofMillis(100);

    /** After this time nothing that was sent and not answered can take effect any more. */
    private static final Duration AFTERMATH = Duration.ofSeconds(8);

    private static final int PATIENCES = 2;

    private final CampaignOffice office;
    private final QueuePlace place;
    private final String election;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();

    private long begunAt;
    private long askedAt;
    private boolean begun;
    private boolean asking;
    private boolean refused;
    private boolean released;
    private boolean checkedAgain;
    private boolean done;

    Departure(CampaignOffice office, QueuePlace place, String election) {
        this.office = office;
        this.place = place;
        this.election = election;
    }

    /** Completes when the service holds nothing of this attempt any more, exceptionally if that took too long. */
    CompletableFuture<Void> confirmed() {
        return confirmed;
    }

    void begin() {
        begun = true;
        begunAt = office.now();
        askedAt = begunAt - RETRY.toNanos();
        tick();
    }

    /** Goes on as far as possible. True once there is nothing more to do. */
    boolean tick() {
        if (done || !begun) {
            return done;
        }
        if (place.session().filter(Session::isDiscarded).isPresent()) {
            abort(office.problems().doesNotAnswer());
            return true;
        }
        Optional<Session> session = place.session().filter(live -> !live.isOver());
        if (session.isEmpty()) {
            finish();
        } else if (released) {
            lookBack(session.get());
        } else if (!place.isAsking() && !asking && office.now() - askedAt >= RETRY.toNanos()) {
            release(session.get());
        }
        if (!done && !released) {
            loseHope(session);
        }
        return done;
    }

    /** Thousands that leave together take their time; what counts is that the service lets one after the other go. */
    private void loseHope(Optional<Session> session) {
        Duration limit = office.settings().patience();
        long own = office.now() - begunAt;
        long taken = refused ? own : Math.min(own, office.sinceLatestRelease());
        if (taken > limit.toNanos()) {
            office.threads().fail(confirmed, office.problems().doesNotAnswer());
        }
        if (taken > limit.multipliedBy(PATIENCES).toNanos()) {
            session.ifPresent(office.pool()::discard);
        }
    }

    private void release(Session session) {
        if (!place.holdings().mayBeSeated() && !place.holdings().mayBeQueued()) {
            onReleased();
            return;
        }
        asking = true;
        askedAt = office.now();
        if (place.holdings().mayBeSeated()) {
            Write write = new Write().unlock(place.seat(), session);
            office.api()
                    .write(
                            place.holdings().mayBeQueued() ? write.delete(place.queueKey()) : write,
                            outcome -> {
                                if (outcome.happened()) {
                                    onReleased();
                                } else {
                                    leaveQueue(); // the seat was not ours
                                }
                            },
                            this::onFailure);
        } else {
            leaveQueue();
        }
    }

    private void leaveQueue() {
        asking = true;
        office.api().write(new Write().delete(place.queueKey()), outcome -> onReleased(), this::onFailure);
    }

    private void onFailure(CallFailure failure) {
        asking = false;
        if (failure.isRefusal()) {
            refused = true;
            office.threads().fail(confirmed, office.problem(failure, "the key " + place.seat()));
        }
    }

    private void onReleased() {
        asking = false;
        released = true;
        office.noteRelease();
        office.threads().done(confirmed);
        if (!place.holdings().isUncertain()) {
            finish();
        }
    }

    /** A request of ours that nobody answered may have taken effect after we had left. */
    private void lookBack(Session session) {
        if (!checkedAgain && office.now() - askedAt > AFTERMATH.toNanos()) {
            checkedAgain = true;
            released = false;
            begunAt = office.now();
            release(session);
        } else if (checkedAgain) {
            finish();
        }
    }

    private void finish() {
        if (!done) {
            done = true;
            place.session().ifPresent(session -> session.giveBack(election));
            office.threads().done(confirmed);
        }
    }

    void abort(ElectionException reason) {
        done = true;
        office.threads().fail(confirmed, reason);
    }
}
