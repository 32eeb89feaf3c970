/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Limits the number of candidates that enter at the same time; the others wait in the order in which they asked. If
 * thousands entered at once, each would wait for all the others at every step, and give up before the first finishes.
 * Lives on the loop of {@link BackendThreads}.
 */
public final class AdmissionLimiter {
    /** Enough to keep a service busy, and few enough for each entry to finish quickly. */
    private static final int AT_ONCE = 256;

    private final Consumer<Runnable> later;
    private final int atOnce;
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private int inside;

    /** Creates a limiter without turns. */
    public AdmissionLimiter(BackendThreads threads) {
        this(threads::run, AT_ONCE);
    }

    AdmissionLimiter(Consumer<Runnable> later, int atOnce) {
        this.later = later;
        this.atOnce = atOnce;
    }

    /**
     * Creates a turn, which is not asked for yet.
     *
     * @param begin runs on the loop each time it comes
     */
    public Turn turn(Runnable begin) {
        return new Turn(begin);
    }

    private void admit() {
        while (inside < atOnce && !waiting.isEmpty()) {
            Turn next = waiting.iterator().next();
            waiting.remove(next);
            inside++;
            next.state = State.UNDER_WAY;
            try {
                next.begin.run();
            } catch (RuntimeException | Error thrown) {
                next.end(); // its place is for others, who would wait for ever
                throw thrown;
            }
        }
    }

    private enum State {
        NOT_ASKED,
        WAITING,
        UNDER_WAY
    }

    /** Represents one candidate that enters, possibly several times. */
    public final class Turn {
        private final Runnable begin;
        private State state = State.NOT_ASKED;

        private Turn(Runnable begin) {
            this.begin = begin;
        }

        /** Begins as soon as there is room, at once if there is. Without effect while the turn waits or has begun. */
        public void ask() {
            if (state == State.NOT_ASKED) {
                waiting.add(this);
                state = State.WAITING;
                admit();
            }
        }

        /**
         * Ends this turn, whether it has begun or not, so that the next one can begin. Without effect on a turn that
         * was not asked for. The next turn begins after the tasks that the loop already has: if all leave at once, no
         * turn begins only to end.
         */
        public void end() {
            State before = state;
            state = State.NOT_ASKED;
            if (before == State.WAITING) {
                waiting.remove(this);
            } else if (before == State.UNDER_WAY) {
                inside--;
                if (!waiting.isEmpty()) {
                    later.accept(AdmissionLimiter.this::admit);
                }
            }
        }

        /** Whether it has been asked for and has not begun. */
        public boolean isWaiting() {
            return state == State.WAITING;
        }
    }
}
