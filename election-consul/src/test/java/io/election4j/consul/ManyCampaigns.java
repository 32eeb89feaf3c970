/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal.Failed;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Stands in many elections, renewed at the same instants, as by the engine. */
final class ManyCampaigns implements AutoCloseable {
    private static final int BEATS = 6;

    private final Backend backend;
    private final List<Campaign> campaigns;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-beat");
        thread.setDaemon(true);
        return thread;
    });

    ManyCampaigns(Backend backend, int size, Duration ttl) {
        this.backend = backend;
        this.campaigns = IntStream.range(0, size)
                .mapToObj(i -> backend.campaign("election-" + i, "crowd", ttl))
                .toList();
        var unused = beat.scheduleAtFixedRate(this::renew, 0, ttl.toMillis() / BEATS, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        backend.renew(campaigns, (group, renewal) -> {});
    }

    long winners() {
        return campaigns.stream()
                .filter(each -> each.won().isDone() && !each.won().isCompletedExceptionally())
                .count();
    }

    long losers() {
        return campaigns.stream().filter(each -> each.lost().isDone()).count();
    }

    /** Renews all once more, and waits for the outcome of each; returns the number of failures. */
    long failedRenewals() {
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch told = new CountDownLatch(campaigns.size());
        backend.renew(campaigns, (group, renewal) -> {
            failed.addAndGet(renewal instanceof Failed ? group.size() : 0);
            group.forEach(campaign -> told.countDown());
        });
        Wait.until("each renewal has an outcome", () -> told.getCount() == 0);
        return failed.get();
    }

    /** Makes all leave at the same time. */
    CompletableFuture<Void> leave() {
        beat.shutdownNow();
        return CompletableFuture.allOf(campaigns.stream().map(Campaign::leave).toArray(CompletableFuture[]::new));
    }

    /** Leads elections until the process is killed. */
    public static void main(String[] arguments) throws Exception {
        BackendUri uri = BackendUri.parse(arguments[0]);
        Backend backend = new ConsulProvider().connect(uri);
        ManyCampaigns many = new ManyCampaigns(backend, Integer.parseInt(arguments[1]), uri.ttl());
        while (true) {
            System.out.println("winners: " + many.winners() + ", losers: " + many.losers());
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Override
    public void close() {
        beat.shutdownNow();
    }
}
