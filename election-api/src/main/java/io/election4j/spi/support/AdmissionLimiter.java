/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets so many enter at a time, the others in the order in which they came. Thousands that enter at once would each wait
 * for all the others at every step, and give up before the first is through. Lives on the loop of {@link BackendThreads}.
 */
public final class AdmissionLimiter {
    /** Enough to keep a service busy, few enough for each of them to be through in a moment. */
    private static final int AT_ONCE = 256;

    private final Consumer<Runnable> later;
    private final int atOnce;
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private int inside;

    /** Nobody has come yet. */
    public AdmissionLimiter(BackendThreads threads) {
        this(threads::run, AT_ONCE);
    }

    AdmissionLimiter(Consumer<Runnable> later, int atOnce) {
        this.later = later;
        this.atOnce = atOnce;
    }

    /**
     * A turn that has not been asked for yet.
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
            next.begin.run();
        }
    }

    private enum State {
        NOT_ASKED,
        WAITING,
        UNDER_WAY
    }

    /** One who enters, perhaps again and again. */
    public final class Turn {
        private final Runnable begin;
        private State state = State.NOT_ASKED;

        private Turn(Runnable begin) {
            this.begin = begin;
        }

        /** Begins as soon as there is room, at once if there is. Without effect while it waits or is under way. */
        public void ask() {
            if (state == State.NOT_ASKED) {
                state = State.WAITING;
                waiting.add(this);
                admit();
            }
        }

        /**
         * Makes room for the next, whether it has begun or not. Without effect on a turn that was not asked for. The next one
         * begins after what the loop has to do already: if all leave at once, nobody is let in only to leave.
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
