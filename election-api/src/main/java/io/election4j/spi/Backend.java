/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A connection to one coordination service. Thread-safe. */
public interface Backend extends AutoCloseable {

    /** Starts one attempt to win an election. The service may round {@code ttl}; {@link #renew} tells. */
    Campaign campaign(String election, String candidateId, Duration ttl);

    /**
     * Renews campaigns of this backend: asks the service to keep them alive, and to let no other campaign win against one
     * that has won.
     *
     * <p>The backend calls {@code answer} once for each group of campaigns that share an outcome, such as those on one lease,
     * as soon as the outcome is known. A campaign whose outcome does not become known is in no group; it is not renewed by
     * this call. {@code answer} returns at once, and may be called on any thread, also during this call.
     */
    void renew(Collection<? extends Campaign> campaigns, BiConsumer<Collection<? extends Campaign>, Renewal> answer);

    /** Completes with the leader as soon as it is not {@code known}. Cancelling the future ends the wait. */
    CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known);

    /**
     * Completes with the ids of all who stand, the leader first, then the others in the order in which they would lead,
     * as far as the service tells; candidates of the service's own tools are named as {@link #leaderOtherThan} names
     * them. One bounded question to the service, which fails if it does not answer in time.
     */
    default CompletableFuture<List<String>> candidates(String election) {
        return CompletableFuture.failedFuture(
                new ElectionException(Kind.INVALID, "the backend does not tell who stands"));
    }

    /**
     * In what the service differs from what was asked of it, such as a time to live that it grants only in part: one
     * sentence, which {@link io.election4j.CandidacyStatus} shows; empty while it differs in nothing. Any thread; never
     * blocks.
     */
    default Optional<String> notice() {
        return Optional.empty();
    }

    /** Disconnects and frees everything, within a few seconds. Pending futures complete exceptionally. */
    @Override
    void close();
}
