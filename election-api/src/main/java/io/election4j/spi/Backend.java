/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.Leader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A connection to one coordination service. Thread-safe. */
public interface Backend extends AutoCloseable {

    /** Starts one attempt to win an election. The service may round {@code ttl}; {@link Campaign#renew} tells. */
    Campaign campaign(String election, String candidateId, Duration ttl);

    /** Completes with the leader as soon as it is not {@code known}. Cancelling the future ends the wait. */
    CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known);

    /** Disconnects and frees everything, within a few seconds. Pending futures complete exceptionally. */
    @Override
    void close();
}
