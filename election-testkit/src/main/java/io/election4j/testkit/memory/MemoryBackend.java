/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.spi.Renewal.Failed;
import io.election4j.spi.Renewal.Granted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Implements the client's side of one connection to a {@link MemoryService}. */
final class MemoryBackend implements Backend {
    private final MemoryService service;
    private final String namespace;
    private final Set<String> candidates = ConcurrentHashMap.newKeySet();

    /** Futures that are not done yet; all of them fail when the connection closes. */
    private final Map<Long, CompletableFuture<?>> open = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();

    private volatile boolean closed;

    MemoryBackend(MemoryService service, String namespace) {
        this.service = service;
        this.namespace = namespace;
        service.connected(this);
    }

    @Override
    public Campaign campaign(String election, String candidateId, Duration ttl) {
        candidates.add(candidateId);
        MemoryCampaign campaign = new MemoryCampaign(service, this, namespace + "/" + election, candidateId, ttl);
        service.request(this, campaign.won(), () -> service.join(campaign));
        return campaign;
    }

    @Override
    public void renew(
            Collection<? extends Campaign> campaigns, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
        for (Campaign campaign : campaigns) {
            var unused = ((MemoryCampaign) campaign).renew().handle((span, failure) -> {
                answer.accept(List.of(campaign), failure == null ? new Granted(span) : new Failed(failure));
                return span;
            });
        }
    }

    @Override
    public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
        CompletableFuture<Optional<Leader>> answer = opened();
        MemoryWatch watch = new MemoryWatch(this, namespace + "/" + election, known, answer);
        service.request(this, answer, () -> service.watch(watch));
        return answer;
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        CompletableFuture<List<String>> answer = opened();
        service.request(this, answer, () -> service.tellCandidates(this, namespace + "/" + election, answer));
        return answer;
    }

    /** Frees the seats of this connection at once if the service is reachable; otherwise they expire. */
    @Override
    public void close() {
        closed = true;
        service.disconnected(this);
        open.values().forEach(this::failIfClosed);
    }

    /** The names under which candidates have campaigned on this connection. */
    Set<String> candidates() {
        return candidates;
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns a future that fails when this connection closes before it is done. */
    <T> CompletableFuture<T> opened() {
        CompletableFuture<T> future = new CompletableFuture<>();
        long number = numbers.incrementAndGet();
        open.put(number, future);
        var unused = future.whenComplete((value, error) -> open.remove(number));
        failIfClosed(future);
        return future;
    }

    private void failIfClosed(CompletableFuture<?> future) {
        if (closed) {
            future.completeExceptionally(
                    new ElectionException(Kind.UNREACHABLE, "the connection to the service is closed"));
        }
    }
}
