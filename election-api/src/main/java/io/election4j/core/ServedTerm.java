/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.TermEnd;
import io.election4j.runtime.Failures;
import io.election4j.runtime.SerialThread.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one term of a candidacy, from its opening until the user code has stopped. Lives on the loop. */
final class ServedTerm {
    private static final Logger log = LoggerFactory.getLogger(ServedTerm.class);

    /** Receives the events of one term, on the loop; the same event may arrive more than once. */
    interface Listener {
        /** The term ended, by its deadline or by the user. */
        void onEnded(ServedTerm ended, TermEnd reason);

        /** The user code has stopped, or could not begin. */
        void onServed(ServedTerm served);

        /**
         * The user code failed. Reported after its end, because describing the failure calls methods of the user's
         * exception.
         */
        void onExplained(ServedTerm failed, Problem problem);
    }

    private final Loop loop;
    private final String election;
    private final Listener listener;
    private final LiveTerm live;
    private final long openedAt;
    private @Nullable Timer deadline;

    ServedTerm(EngineContext engine, String election, long token, long deadline, Listener listener) {
        this.loop = engine.loop();
        this.election = election;
        this.listener = listener;
        this.openedAt = loop.now();
        this.live = new LiveTerm(loop, token, deadline, engine.observers(), resigned -> loop.run(this::tellListener));
    }

    /** Starts the user code. Never throws: if the code cannot begin, the term ends. */
    void begin(Leadership leadership) {
        try {
            watchDeadline();
            leadership.begin(live, this::onServed);
        } catch (RuntimeException | Error notBegun) {
            onServed(notBegun);
        }
    }

    /** The term as the user sees it. Any thread. */
    LiveTerm live() {
        return live;
    }

    Duration sinceOpened() {
        return Duration.ofNanos(loop.now() - openedAt);
    }

    /** Ends the term; the first reason is kept. */
    void end(TermEnd reason) {
        live.end(reason);
        forgetDeadline();
    }

    private void forgetDeadline() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private void watchDeadline() {
        forgetDeadline();
        if (live.isValid()) {
            deadline = loop.after(live.remaining(), this::watchDeadline);
        } else {
            tellListener();
        }
    }

    private void tellListener() {
        TermEnd reason = live.endReason();
        if (reason != null) {
            listener.onEnded(this, reason);
        }
        if (live.isServed()) {
            listener.onServed(this);
        }
    }

    /**
     * On any thread, usually the one that led. Sets the state first; the failure is read and logged here, off the loop.
     */
    private void onServed(@Nullable Throwable failure) {
        live.served();
        loop.run(this::tellListener);
        if (failure != null) {
            Problem problem = Problem.ofLeader("the leader failed and resigned: " + Failures.describe(failure));
            loop.run(() -> listener.onExplained(this, problem));
            Failures.log(readable -> log.warn("{}: the leader failed and resigned", election, readable), failure);
        }
    }

    /** What prevents the term from continuing or ending, for the watchdog; null if nothing does. */
    @Nullable
    String inconsistency() {
        if (live.isUntold()) {
            return "nobody was told of the end of a term";
        }
        boolean watched = deadline != null && deadline.isPending();
        return live.isValid() && !watched ? "nobody watches the deadline of a term" : null;
    }

    void recover() {
        live.tellEnd();
        watchDeadline();
    }
}
