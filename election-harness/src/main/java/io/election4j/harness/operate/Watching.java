/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.LeaderWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows who leads an election, and each change. For one thread. */
public final class Watching {
    private static final long LOOK_MILLIS = 100;

    /** A watch says nothing of an election without a leader; one that has a leader is told of in a moment. */
    private static final Duration LEADER_IS_TOLD = Duration.ofSeconds(1);

    private final String election;
    private final Predicate<Optional<Leader>> show;
    private final Problems problems;
    private final LongSupplier nanoClock;
    private boolean shown;
    private @Nullable CompletableFuture<Long> answered;

    /** @param show takes the leader now, then each change, on the thread that calls {@link #run}; false is enough */
    public Watching(String election, Predicate<Optional<Leader>> show, Problems problems, LongSupplier nanoClock) {
        this.election = election;
        this.show = show;
        this.problems = problems;
        this.nanoClock = nanoClock;
    }

    /** Returns when enough has been shown, or the end is asked for. */
    public void run(Elections elections, BooleanSupplier isOver) throws InterruptedException {
        BlockingQueue<Optional<Leader>> changes = new LinkedBlockingQueue<>();
        try (LeaderWatch watch = elections.watch(election, changes::add)) {
            boolean more = true;
            while (more && !isOver.getAsBoolean()) {
                Optional<Leader> change = changes.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                problems.see(watch.problem());
                if (change != null) {
                    shown = true;
                    more = show.test(change);
                } else if (!shown && isKnownToBeEmpty(elections)) {
                    shown = true;
                    more = show.test(Optional.empty());
                }
            }
        }
    }

    private boolean isKnownToBeEmpty(Elections elections) {
        if (answered == null || answered.isCompletedExceptionally()) {
            answered = elections.candidates(election).thenApply(candidates -> nanoClock.getAsLong());
        }
        return answered.isDone()
                && !answered.isCompletedExceptionally()
                && nanoClock.getAsLong() - answered.join() > LEADER_IS_TOLD.toNanos();
    }
}
