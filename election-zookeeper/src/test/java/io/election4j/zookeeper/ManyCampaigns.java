/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal.Failed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Stands in many elections, with all campaigns renewed at the same instants by one thread, as by the engine. */
final class ManyCampaigns implements AutoCloseable {
    private final Backend backend;
    private final List<Campaign> campaigns;
    private final AtomicInteger failures = new AtomicInteger();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-beat");
        thread.setDaemon(true);
        return thread;
    });

    private ManyCampaigns(Backend backend, List<Campaign> campaigns) {
        this.backend = backend;
        this.campaigns = campaigns;
    }

    /** Enters one candidate in each of the elections whose names begin with the given one. */
    static ManyCampaigns stand(Backend backend, String elections, int number, String candidateId, Duration ttl) {
        ManyCampaigns many = new ManyCampaigns(
                backend,
                IntStream.range(0, number)
                        .mapToObj(i -> backend.campaign(elections + "-" + i, candidateId, ttl))
                        .toList());
        many.renewEvery(ttl.dividedBy(6));
        return many;
    }

    /** Enters the given number of candidates in one election. */
    static ManyCampaigns standTogether(Backend backend, String election, int number, Duration ttl) {
        ManyCampaigns many = new ManyCampaigns(
                backend,
                IntStream.range(0, number)
                        .mapToObj(i -> backend.campaign(election, "candidate-" + i, ttl))
                        .toList());
        many.renewEvery(ttl.dividedBy(6));
        return many;
    }

    private void renewEvery(Duration interval) {
        var unused = beat.scheduleAtFixedRate(this::renew, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void renew() {
        backend.renew(campaigns, (group, renewal) -> {
            if (renewal instanceof Failed) {
                failures.addAndGet(group.size());
            }
        });
    }

    List<Campaign> campaigns() {
        return campaigns;
    }

    long winners() {
        return campaigns.stream()
                .filter(each -> each.won().isDone() && !each.won().isCompletedExceptionally())
                .count();
    }

    long lost() {
        return campaigns.stream().filter(each -> each.lost().isDone()).count();
    }

    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        beat.shutdownNow();
    }
}
