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
    /** A burst is over when nothing has come for so long, which is what a call that comes alone waits. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    /** After so many pauses, a tenth of a second or more, it counts as over, whatever still comes. */
    private static final int MOST_PAUSES = 50;

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
            underWay = true;
            wait(MOST_PAUSES);
        }
    }

    /** Whether what has come is still waited for by others. */
    public boolean isUnderWay() {
        return underWay;
    }

    private void wait(int pausesLeft) {
        long before = count;
        later.accept(PAUSE, () -> {
            if (count > before && pausesLeft > 1) {
                wait(pausesLeft - 1);
            } else {
                underWay = false;
                whenOver.run();
            }
        });
    }
}
