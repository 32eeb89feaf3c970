/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.LeaderWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows the leader of an election, and each change. For one thread. */
public final class LeaderDisplay {
    private static final long LOOK_MILLIS = 100;

    /**
     * How long to wait for a first leader if candidates stand: a watch reports nothing for an election that never had a
     * leader.
     */
    private static final Duration LEADER_IS_TOLD = Duration.ofSeconds(5);

    private final String election;
    private final Predicate<Optional<Leader>> show;
    private final Problems problems;
    private final LongSupplier nanoClock;
    private boolean shown;
    private @Nullable CompletableFuture<List<String>> asked;
    private long askedAt;

    /** @param show receives the leader now, then each change, on the thread that calls {@link #run}; returns false to end */
    public LeaderDisplay(String election, Predicate<Optional<Leader>> show, Problems problems, LongSupplier nanoClock) {
        this.election = election;
        this.show = show;
        this.problems = problems;
        this.nanoClock = nanoClock;
    }

    /** Runs until {@code show} returns false or {@code isOver} returns true. */
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
        if (asked == null || asked.isCompletedExceptionally()) {
            asked = elections.candidates(election);
            askedAt = nanoClock.getAsLong();
        }
        boolean isAnswered = asked.isDone() && !asked.isCompletedExceptionally();
        return isAnswered && (asked.join().isEmpty() || nanoClock.getAsLong() - askedAt > LEADER_IS_TOLD.toNanos());
    }
}
