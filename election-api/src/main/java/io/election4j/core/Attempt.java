/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.core.Heartbeat.Sent;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One campaign being run: renewed in time, its win proven before anybody hears of it, its silence noticed.
 *
 * <p>Lives on the loop. After {@link #leave()} it tells nothing more, so that late and repeated events of a past attempt
 * cannot touch the present one.
 */
final class Attempt implements Heartbeat.Renewable {

    /** Hears of one attempt, on the loop. */
    interface Listener {
        /** A renewal succeeded before the attempt has won. */
        void onAlive();

        /** The seat is ours, and nobody else's before the deadline on the loop's clock. */
        void onProof(long token, long deadline);

        /** A renewal failed; the attempt goes on. */
        void onTrouble(Problem problem);

        /** A renewal is overdue; the attempt goes on. */
        void onSilence(String text);

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
    private final Heartbeat heartbeat;
    private final Campaign campaign;
    private final ServiceFailures failures;
    private final Listener listener;

    private CompletableFuture<Long> won = new CompletableFuture<>();
    private CompletableFuture<Void> lost = new CompletableFuture<>();
    private Duration span;
    private long token = UNPROVEN;
    private long wonAt;
    private long lastSuccess;
    private @Nullable Sent lastSent;
    private long lastAnswered;
    private boolean over;

    Attempt(EngineContext engine, Campaign campaign, Listener listener) {
        this.loop = engine.loop();
        this.heartbeat = engine.heartbeat();
        this.failures = engine.failures();
        this.campaign = campaign;
        this.listener = listener;
        this.span = engine.ttl();
        this.lastSuccess = loop.now();
    }

    void start() {
        won = Loop.asked(campaign::won);
        lost = Loop.asked(campaign::lost);
        loop.when(() -> won, this::onWon, this::onCannotWin);
        loop.when(() -> lost, none -> onLost(), error -> onLost());
        renewOnBeat();
    }

    /** Ends the attempt; the future is the backend's word that the seat is free. */
    CompletableFuture<Void> leave() {
        over = true;
        heartbeat.forget(this);
        return Loop.asked(campaign::leave);
    }

    /** What keeps the attempt from going on although it should, for the watchdog; null if nothing does. */
    @Nullable
    String inconsistency() {
        if (over) {
            return null;
        }
        if (heartbeat.untilBeat(this) == null) {
            return "no renewal is planned";
        }
        if (won.isDone() && token == UNPROVEN) {
            return "the end of its wait was not noticed";
        }
        return lost.isDone() ? "a loss was not noticed" : null;
    }

    /** Notices what {@link #inconsistency} told of. */
    void recover() {
        if (lost.isDone()) {
            onLost();
        } else if (won.isDone() && token == UNPROVEN) {
            loop.when(() -> won, this::onWon, this::onCannotWin);
        }
        renewOnBeat();
    }

    private void renewOnBeat() {
        if (onBeat()) {
            heartbeat.renew(this, true);
        }
    }

    @Override
    public Campaign campaign() {
        return campaign;
    }

    /** Plans the next beat first: what follows may fail. */
    @Override
    public boolean onBeat() {
        if (over) {
            return false;
        }
        Duration interval = span.dividedBy(BEATS);
        heartbeat.planNext(this, interval);
        Duration silence = Duration.ofNanos(loop.now() - lastSuccess);
        if (silence.compareTo(span.multipliedBy(SILENT_SPANS)) > 0) {
            listener.onFailed(Problem.unreachable("no renewal has succeeded for " + silence.toMillis() + " ms"));
            return false;
        }
        if (lastSent != null && lastSent.number() > lastAnswered) {
            Duration unanswered = Duration.ofNanos(loop.now() - lastSent.at());
            // A renewal may have been sent just before the beat: with the attempt's start, or with its win.
            if (unanswered.compareTo(interval.dividedBy(2)) >= 0) {
                listener.onSilence("the service has not answered a renewal for " + unanswered.toMillis() + " ms");
            }
        }
        return !over;
    }

    /** A span that has become shorter must not wait for a beat that a longer one had put too far off. */
    private void hasten(long sentAt) {
        Duration interval = span.dividedBy(BEATS);
        Duration planned = heartbeat.untilBeat(this);
        if (planned == null || planned.compareTo(interval) > 0) {
            long left = Math.max(0, sentAt + interval.toNanos() - loop.now());
            if (left < heartbeat.untilNext(interval).toNanos()) {
                heartbeat.planAfter(this, Duration.ofNanos(left));
            } else {
                heartbeat.planNext(this, interval);
            }
        }
    }

    @Override
    public void onSent(Sent renewal) {
        lastSent = renewal;
    }

    private void onWon(long fencingToken) {
        if (over || token != UNPROVEN) {
            return;
        }
        if (fencingToken < 1) {
            listener.onFailed(
                    Problem.refused("the service gave the fencing token " + fencingToken + ", which is not positive"));
            return;
        }
        token = fencingToken;
        wonAt = loop.now();
        heartbeat.renew(this, false); // a term opens only on a proof asked for after the win
    }

    @Override
    public void onGranted(Sent renewal, Duration granted) {
        if (over) {
            return;
        }
        if (granted.isNegative() || granted.isZero()) {
            onFailed(renewal, Problem.unreachable("the service granted a span of " + granted));
            return;
        }
        long sentAt = renewal.at();
        lastAnswered = Math.max(lastAnswered, renewal.number());
        lastSuccess = Math.max(lastSuccess - sentAt, 0) + sentAt;
        Duration counted = granted.compareTo(LONGEST_SPAN) > 0 ? LONGEST_SPAN : granted;
        // The beat is common to all attempts. What is granted between two beats may be the rest of a longer span, and
        // leads off the beat only if it is so short that the next one could come too late.
        if (renewal.planned() || counted.compareTo(span.dividedBy(2)) < 0) {
            span = counted;
            hasten(sentAt);
        }
        if (token != UNPROVEN && sentAt - wonAt >= 0) {
            listener.onProof(token, sentAt + safe(counted));
        } else {
            listener.onAlive();
        }
    }

    @Override
    public void onFailed(Sent renewal, Problem problem) {
        if (!over) {
            lastAnswered = Math.max(lastAnswered, renewal.number());
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
            listener.onFailed(failures.problem(error));
        }
    }
}
