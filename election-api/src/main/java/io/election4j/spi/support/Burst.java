/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Waits until nothing more comes, but not for ever: the calls of one beat follow each other closely, thousands of them for
 * a while, and share one request if it waits for the last. Lives on the loop of {@link BackendThreads}.
 */
public final class Burst {
    /** What a call that comes alone waits. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);

    /** A burst is over when nothing has come for a pause; they grow, since what has begun with many goes on in leaps. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(16);

    /** After so many pauses, some 120 ms, it counts as over, whatever still comes. */
    private static final int MOST_PAUSES = 10;

    private final BiConsumer<Duration, Runnable> later;
    private final Runnable whenOver;
    private long count;
    private boolean underWay;

    /**
     * Waits for the first call.
     *
     * @param whenOver runs on the loop once for each burst
     */
    public Burst(BackendThreads threads, Runnable whenOver) {
        this(threads::after, whenOver);
    }

    Burst(BiConsumer<Duration, Runnable> later, Runnable whenOver) {
        this.later = later;
        this.whenOver = whenOver;
    }

    /** One more has come. */
    public void more() {
        count++;
        if (!underWay) {
            wait(FIRST_PAUSE, MOST_PAUSES);
        }
    }

    /** Whether what has come is still waited for by others. */
    public boolean isUnderWay() {
        return underWay;
    }

    private void wait(Duration pause, int pausesLeft) {
        long before = count;
        underWay = false; // and so it stays if no timer can be made, for want of memory
        later.accept(pause, () -> {
            if (count > before && pausesLeft > 1) {
                Duration longer = pause.multipliedBy(2);
                wait(longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer, pausesLeft - 1);
            } else {
                underWay = false;
                whenOver.run();
            }
        });
        underWay = true;
    }
}
