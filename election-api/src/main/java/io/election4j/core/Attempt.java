/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One campaign being run: renewed in time, its win proven before anybody hears of it, its silence noticed.
 *
 * <p>Lives on the loop. After {@link #leave()} it tells nothing more, so that late and repeated events of a past attempt
 * cannot touch the present one.
 */
final class Attempt {

    /** Hears of one attempt, on the loop. */
    interface Listener {
        /** A renewal succeeded before the attempt has won. */
        void onAlive();

        /** The seat is ours, and nobody else's before the deadline on the loop's clock. */
        void onProof(long token, long deadline);

        /** A renewal failed or is overdue; the attempt goes on. */
        void onTrouble(Problem problem);

        /** The service took the seat or the place in the queue away. */
        void onLost();

        /** The attempt cannot win any more. */
        void onFailed(Problem problem);
    }

    /** Renewals within each span the service grants: two may fail before the third comes too late. */
    private static final int BEATS = 3;

    /** An attempt without any successful renewal for so many spans is given up. */
    private static final int SILENT_SPANS = 3;

    private static final Duration LONGEST_SPAN = Duration.ofDays(1);
    private static final long UNPROVEN = 0;

    private final Loop loop;
    private final Beat beat;
    private final Campaign campaign;
    private final Listener listener;

    private Duration span;
    private long token = UNPROVEN;
    private long wonAt;
    private long lastSuccess;
    private long lastSent;
    private long renewalsSent;
    private long renewalsAnswered;
    private boolean over;

    Attempt(Loop loop, Beat beat, Campaign campaign, Duration ttl, Listener listener) {
        this.loop = loop;
        this.beat = beat;
        this.campaign = campaign;
        this.listener = listener;
        this.span = ttl;
        this.lastSuccess = loop.now();
    }

    void start() {
        loop.when(campaign::won, this::onWon, this::onCannotWin);
        loop.when(campaign::lost, none -> onLost(), error -> onLost());
        beat();
    }

    /** Ends the attempt; the future is the backend's word that the seat is free. */
    CompletableFuture<Void> leave() {
        over = true;
        return Loop.asked(campaign::leave);
    }

    private void beat() {
        if (over) {
            return;
        }
        Duration silence = Duration.ofNanos(loop.now() - lastSuccess);
        if (silence.compareTo(span.multipliedBy(SILENT_SPANS)) > 0) {
            listener.onFailed(unreachable("no renewal has succeeded for " + silence.toMillis() + " ms"));
            return;
        }
        Duration interval = span.dividedBy(BEATS);
        Duration unanswered = Duration.ofNanos(loop.now() - lastSent);
        // A renewal may have been sent just before the beat: with the attempt's start, or with its win.
        if (renewalsSent > renewalsAnswered && unanswered.compareTo(interval.dividedBy(2)) >= 0) {
            listener.onTrouble(
                    unreachable("the service has not answered a renewal for " + unanswered.toMillis() + " ms"));
        }
        renew(true);
        loop.after(beat.untilNext(interval), this::beat);
    }

    private void renew(boolean onBeat) {
        long sentAt = loop.now();
        lastSent = sentAt;
        long number = ++renewalsSent;
        loop.when(
                campaign::renew,
                granted -> onRenewed(number, sentAt, granted, onBeat),
                error -> onRenewalFailed(number, Problem.ofService(error)));
    }

    private void onWon(long fencingToken) {
        if (over) {
            return;
        }
        if (fencingToken < 1) {
            listener.onFailed(Problem.ofService(new ElectionException(
                    Kind.REFUSED, "the service gave the fencing token " + fencingToken + ", which is not positive")));
            return;
        }
        token = fencingToken;
        wonAt = loop.now();
        renew(false); // a term opens only on a proof asked for after the win
    }

    private void onRenewed(long number, long sentAt, Duration granted, boolean onBeat) {
        if (over) {
            return;
        }
        if (granted.isNegative() || granted.isZero()) {
            onRenewalFailed(number, unreachable("the service granted a span of " + granted));
            return;
        }
        renewalsAnswered = Math.max(renewalsAnswered, number);
        lastSuccess = Math.max(lastSuccess - sentAt, 0) + sentAt;
        Duration counted = granted.compareTo(LONGEST_SPAN) > 0 ? LONGEST_SPAN : granted;
        // The beat is common to all attempts. What is granted between two beats may be the rest of a longer span, and
        // leads off the beat only if it is so short that the next one could come too late.
        if (onBeat || counted.compareTo(span.dividedBy(2)) < 0) {
            span = counted;
        }
        if (token != UNPROVEN && sentAt - wonAt >= 0) {
            listener.onProof(token, sentAt + safe(counted));
        } else {
            listener.onAlive();
        }
    }

    private void onRenewalFailed(long number, Problem problem) {
        if (!over) {
            renewalsAnswered = Math.max(renewalsAnswered, number);
            listener.onTrouble(problem);
        }
    }

    /** A tenth is kept back for clocks that run at different rates. */
    private static long safe(Duration span) {
        return span.toNanos() / 10 * 9;
    }

    private void onLost() {
        if (!over) {
            listener.onLost();
        }
    }

    private void onCannotWin(Throwable error) {
        if (!over) {
            listener.onFailed(Problem.ofService(error));
        }
    }

    private static Problem unreachable(String text) {
        return Problem.ofService(new ElectionException(Kind.UNREACHABLE, text));
    }
}
