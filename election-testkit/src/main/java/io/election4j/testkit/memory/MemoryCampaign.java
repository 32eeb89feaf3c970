/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.Leader;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Holds one place in the queue of one election. The fields that change are guarded by the service's lock. */
final class MemoryCampaign implements Campaign {
    private final MemoryService service;
    private final MemoryBackend connection;
    private final String election;
    private final String candidateId;
    private final Duration ttl;
    private final CompletableFuture<Long> won;
    private final CompletableFuture<Void> lost;

    /** Zero until elected. */
    long token;

    /** Whether the campaign is in the queue or has the seat. */
    boolean standing;

    /** Whether the campaign has left; its request to leave may arrive before its request to enter. */
    boolean left;

    /** The time of the last renewal, on the service's clock. */
    long renewedAt;

    /** Drops the campaign in time; null before it stands, or if a test moves the clock. */
    @Nullable
    Future<?> expiry;

    MemoryCampaign(MemoryService service, MemoryBackend connection, String election, String candidateId, Duration ttl) {
        this.service = service;
        this.connection = connection;
        this.election = election;
        this.candidateId = candidateId;
        this.ttl = ttl;
        this.won = connection.opened();
        this.lost = connection.opened();
    }

    @Override
    public CompletableFuture<Long> won() {
        return won;
    }

    @Override
    public CompletableFuture<Void> lost() {
        return lost;
    }

    /** Asks the service for a renewal. */
    CompletableFuture<Duration> renew() {
        CompletableFuture<Duration> answer = connection.opened();
        service.request(connection, answer, () -> service.renew(this, answer));
        return answer;
    }

    @Override
    public CompletableFuture<Void> leave() {
        won.cancel(false); // a win that is under way must not be reported after this call
        lost.cancel(false);
        CompletableFuture<Void> answer = connection.opened();
        service.request(connection, answer, () -> service.leave(this, answer));
        return answer;
    }

    /** Returns a new campaign with the same name, which no client holds. */
    MemoryCampaign again() {
        return new MemoryCampaign(service, connection, election, candidateId, ttl);
    }

    MemoryBackend connection() {
        return connection;
    }

    /** Returns the election with its namespace. */
    String election() {
        return election;
    }

    Duration ttl() {
        return ttl;
    }

    Leader asLeader() {
        return new Leader(candidateId, token);
    }
}
