/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.etcd.CallFailure.Reason;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.Burst;
import io.election4j.spi.support.ServiceProblems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renews all campaigns of a connection together: the lease by one request, and every now and then all keys by another.
 * What comes while requests are under way shares the next ones, never the present ones, because the span granted counts
 * from the call. Lives on the loop.
 */
final class Renewals {
    private record Request(EtcdCampaign campaign, CompletableFuture<Duration> answer, long since) {}

    private final CampaignRegistry registry;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final List<Request> waiting = new ArrayList<>();

    /** Answered by the service, and of no use before the keys have moved. */
    private final List<Request> held = new ArrayList<>();

    private final Burst burst;
    private boolean asking;
    private long askedAt;

    Renewals(CampaignRegistry registry, BackendThreads threads, LongSupplier clock) {
        this.registry = registry;
        this.threads = threads;
        this.clock = clock;
        this.burst = new Burst(threads, this::flush);
    }

    void ask(EtcdCampaign campaign, CompletableFuture<Duration> answer) {
        waiting.add(new Request(campaign, answer, clock.getAsLong()));
        burst.more();
    }

    /** Lets requests fail that have waited for too long, and tries the others. */
    void tick() {
        if (clock.getAsLong() - askedAt > 2 * registry.patience().toNanos()) {
            asking = false; // else the end of a request that was lost for want of memory would be waited for
        }
        for (Request request : all()) {
            if (request.campaign.isOver()) {
                fail(request, ServiceProblems.over());
            } else if (clock.getAsLong() - request.since > registry.patience().toNanos()) {
                fail(request, registry.whyNot(request.campaign));
            }
        }
        flush();
    }

    /** Asks again for what has waited until keys had moved to another lease. */
    void onKeysMoved() {
        waiting.addAll(held);
        held.clear();
        flush();
    }

    private List<Request> all() {
        List<Request> all = new ArrayList<>(waiting);
        all.addAll(held);
        return all;
    }

    void close(ElectionException reason) {
        all().forEach(request -> fail(request, reason));
    }

    private void fail(Request request, ElectionException reason) {
        waiting.remove(request);
        held.remove(request);
        threads.fail(request.answer, reason);
    }

    private void flush() {
        if (asking || burst.isUnderWay()) {
            return;
        }
        Map<Boolean, List<Request>> ready =
                waiting.stream().collect(Collectors.partitioningBy(request -> request.campaign.isRenewable()));
        List<Request> batch = ready.getOrDefault(true, List.of());
        if (!batch.isEmpty()) {
            waiting.clear();
            waiting.addAll(ready.getOrDefault(false, List.of()));
            asking = true;
            askedAt = clock.getAsLong();
            new Beat(batch).send();
        }
    }

    /** Requests that share one answer of the service. */
    private final class Beat {
        private final Map<SharedLease, List<Request>> byLease;
        private final long sentAt = clock.getAsLong();
        private int pending;
        private @Nullable CallFailure keysFailure;

        Beat(List<Request> batch) {
            byLease = batch.stream().collect(Collectors.groupingBy(request -> request.campaign.lease()));
        }

        void send() {
            byLease.keySet().forEach(lease -> lease.formerIds().forEach(this::keepAlive));
            List<EtcdCampaign> unseen = byLease.values().stream()
                    .flatMap(List::stream)
                    .map(Request::campaign)
                    .filter(campaign -> campaign.isInQueue() && campaign.isToBeSeen())
                    .toList();
            pending = byLease.size() + (unseen.isEmpty() ? 0 : 1);
            if (!unseen.isEmpty()) {
                registry.queues().read(unseen, failure -> {
                    keysFailure = failure;
                    arrived();
                });
            }
            Map.copyOf(byLease).forEach(this::keepAlive);
        }

        /** Keys still hang on it; its answer proves nothing. */
        private void keepAlive(long formerLease) {
            registry.client().keepAlive(formerLease, seconds -> {}, failure -> {});
        }

        private void keepAlive(SharedLease lease, List<Request> requests) {
            long id = lease.id();
            registry.client()
                    .keepAlive(
                            id,
                            seconds -> {
                                if (id == lease.id()) {
                                    lease.renewed(sentAt, seconds);
                                }
                                arrived();
                            },
                            failure -> {
                                if (id != lease.id()) {
                                    arrived(); // another has taken its place, and was granted since
                                    return;
                                }
                                if (failure.is(Reason.NO_LEASE)) {
                                    registry.leases().drop(lease);
                                }
                                ElectionException reason = registry.problem(failure);
                                requests.forEach(request -> threads.fail(request.answer, reason));
                                byLease.remove(lease);
                                arrived();
                            });
        }

        private void arrived() {
            pending--;
            if (pending == 0) {
                byLease.forEach((lease, requests) -> requests.forEach(request -> grant(request, lease)));
                asking = false;
                flush();
            }
        }

        private void grant(Request request, SharedLease lease) {
            EtcdCampaign campaign = request.campaign;
            if (campaign.isOver()) {
                threads.fail(request.answer, ServiceProblems.over());
            } else if (campaign.isInQueue() && !campaign.isSecure()) {
                held.add(request);
                registry.moves().tick();
            } else if (!campaign.isInQueue()) {
                threads.succeed(request.answer, lease.ttl()); // the service is there, and its turn will come
            } else if (!campaign.hasBeenSeen()) {
                threads.fail(
                        request.answer,
                        keysFailure == null ? registry.whyNot(campaign) : registry.problem(keysFailure));
            } else {
                campaign.obstacle()
                        .ifPresentOrElse(
                                obstacle -> threads.fail(request.answer, obstacle),
                                () -> threads.succeed(request.answer, lease.ttl()));
            }
        }
    }
}
