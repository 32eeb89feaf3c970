/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt at one election: pending, perhaps won, then over. It never starts again. Thread-safe.
 *
 * <p>Failures are {@link ElectionException}s whose kind tells whether the service was out of reach or refused; any other
 * exception counts as out of reach.
 */
public interface Campaign {

    /**
     * Completes with the fencing token, at least 1, once elected, or exceptionally if this attempt cannot win any more.
     */
    CompletableFuture<Long> won();

    /** Completes as soon as the service is known to have taken the seat, or the place in the queue, away. */
    CompletableFuture<Void> lost();

    /**
     * Leaves the election, freeing the seat if held. Completes when the service has confirmed it, and exceptionally if
     * it has not done so in time: the service then frees the seat by itself.
     */
    CompletableFuture<Void> leave();
}
