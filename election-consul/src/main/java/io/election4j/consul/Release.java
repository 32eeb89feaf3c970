/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.backend.ExponentialBackoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Releases an attempt: deletes the keys of the seat and the entry in the queue, in one step, until the service confirms it.
 * If the effect of a lock is unknown, revokes the attempt first, so that the lock has no effect whenever it arrives.
 * Until all is confirmed, no other campaign of this election stands on the session. Lives on the loop.
 */
final class Release {
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);
    private static final int PATIENCES = 2;

    private final CampaignContext context;
    private final LockAcquisition acquisition;
    private final AttemptKeys attemptKeys;
    private final String election;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();

    private Optional<CallFailure> failure = Optional.empty();
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_RETRY, LONGEST_RETRY);
    private long begunAt;
    private long askedAt;
    private boolean begun;
    private boolean asking;
    private boolean revoked;
    private boolean done;

    Release(CampaignContext context, LockAcquisition acquisition, String election) {
        this.context = context;
        this.acquisition = acquisition;
        this.attemptKeys = acquisition.attemptKeys();
        this.election = election;
    }

    /** Completes when the service holds nothing of this attempt any more, exceptionally if that took too long. */
    CompletableFuture<Void> confirmed() {
        return confirmed;
    }

    void begin() {
        begun = true;
        begunAt = context.now();
        askedAt = begunAt - backoff.present().toNanos();
        tick();
    }

    /** Continues as far as possible. True once nothing is left to do. */
    boolean tick() {
        if (done || !begun) {
            return done;
        }
        if (acquisition.session().filter(Session::isDiscarded).isPresent()) {
            abort(problem());
            return true;
        }
        Optional<Session> session = acquisition.session().filter(live -> !live.isOver());
        if (session.isEmpty()) {
            finish();
        } else if (!acquisition.isAsking()
                && !asking
                && context.now() - askedAt >= backoff.present().toNanos()) {
            goOn(session.get());
        }
        if (!done) {
            endSession(session);
        }
        return done;
    }

    /**
     * Fails the confirmation after a limit, and ends a session whose keys cannot be released. If thousands of campaigns
     * leave together, the limit counts from the latest release of any of them.
     */
    private void endSession(Optional<Session> session) {
        Duration limit = context.settings().patience();
        long own = context.now() - begunAt;
        long taken = isRefused() ? own : Math.min(own, context.sinceLatestRelease());
        if (taken > limit.toNanos()) {
            context.threads().fail(confirmed, problem());
        }
        if (isRefused() && taken > limit.multipliedBy(PATIENCES).toNanos()) {
            session.filter(only -> only.isUsedByNoneBut(election)).ifPresent(context.pool()::discard);
        }
    }

    private boolean isRefused() {
        return failure.filter(CallFailure::isRefusal).isPresent();
    }

    private ElectionException problem() {
        return failure.map(known -> context.problem(known, "the key " + attemptKeys.seat()))
                .orElseGet(context.problems()::doesNotAnswer);
    }

    private void goOn(Session session) {
        askedAt = context.now();
        OwnedKeys owned = acquisition.owned();
        if (owned.isEmpty()) {
            finish();
        } else if (owned.isUncertain() && !revoked) {
            send(session, attemptKeys.revoke(session), happened -> {
                if (happened) {
                    revoked = true;
                    goOn(session);
                }
            });
        } else if (owned.lockedAt().isPresent()) {
            release(session, owned.lockedAt().get());
        } else if (owned.isUncertain()) {
            read(session);
        } else {
            send(session, attemptKeys.leaveQueue(), happened -> finish());
        }
    }

    private void release(Session session, long lockedAt) {
        send(session, attemptKeys.leaveSeat(lockedAt), happened -> {
            if (happened) {
                finish();
            } else {
                read(session); // the seat has been written since
            }
        });
    }

    /**
     * Reads the seat. If this session holds it, this attempt does, because no other one of the election stands on the
     * session.
     */
    private void read(Session session) {
        context.api()
                .read(
                        ConsulHttp.Lane.ORDERS,
                        attemptKeys.seat(),
                        context.settings().patience(),
                        entry -> {
                            asking = false;
                            onSeat(session, entry.filter(seat -> seat.isHeldBy(session)));
                        },
                        this::onFailure);
        asking = true;
    }

    private void onSeat(Session session, Optional<Entry> ours) {
        if (ours.isPresent()) {
            release(session, ours.get().modifiedAt());
        } else if (revoked) {
            finish();
        } else {
            send(session, attemptKeys.leaveQueue(), happened -> finish());
        }
    }

    private void send(Session session, Write write, Consumer<Boolean> then) {
        context.api()
                .write(
                        write,
                        outcome -> {
                            asking = false;
                            if (outcome.isSessionUnknown()) {
                                context.pool().onGone(session);
                                finish();
                            } else {
                                then.accept(outcome.happened());
                            }
                        },
                        this::onFailure);
        asking = true;
    }

    private void onFailure(CallFailure reason) {
        asking = false;
        failure = Optional.of(reason);
        backoff.next();
        if (reason.isRefusal()) {
            context.threads().fail(confirmed, problem());
        }
    }

    private void finish() {
        if (!done) {
            done = true;
            context.noteRelease();
            acquisition.session().ifPresent(session -> session.giveBack(election));
            context.threads().done(confirmed);
        }
    }

    void abort(ElectionException reason) {
        done = true;
        context.threads().fail(confirmed, reason);
    }
}
