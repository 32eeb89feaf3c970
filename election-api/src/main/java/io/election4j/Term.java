/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Represents one uninterrupted period of leadership. After its end, it never becomes valid again. Thread-safe. */
public interface Term {

    /**
     * Larger than the token of every earlier term of this election, as long as the service keeps its data. Send it with
     * each write, and let the store refuse smaller ones: nothing else stops a leader that was paused after its last
     * check. At least 1.
     */
    long fencingToken();

    /**
     * Whether no other candidate can lead at this instant, as far as clocks can show.
     *
     * <p>Compares the monotonic clock with a deadline: no I/O, no lock, no allocation. Returns false from the deadline
     * on, even if this process is disconnected or was paused. It describes only this instant: only the token protects a
     * later write.
     */
    boolean isValid();

    /** The time left before the deadline, which a renewal can extend; zero once it has ended. */
    Duration remaining();

    /**
     * Completes with the reason when the term ends. Its dependents run on the pool of {@link Elections#watch} and
     * should return soon; {@link #isValid} and {@link #awaitEnd} do not wait for that pool.
     */
    CompletionStage<TermEnd> ended();

    /** Ends the term at once. The seat is kept until {@link Candidate#lead} returns, or for the time to live. */
    void resign();

    /**
     * Blocks until the term ends.
     *
     * @throws InterruptedException if the calling thread is interrupted, which the library itself never does
     */
    default TermEnd awaitEnd() throws InterruptedException {
        try {
            return ended().toCompletableFuture().get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a term always ends normally", impossible);
        }
    }
}
