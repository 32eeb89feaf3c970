/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** One process that stands in many elections on one connection, renewed on one beat as the engine does it. */
final class ManyElections implements AutoCloseable {
    private static final int BEATS = 3;

    private final Backend backend;
    private final List<Campaign> campaigns;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-beat");
        thread.setDaemon(true);
        return thread;
    });

    ManyElections(String uri, String name, int count, Duration ttl) {
        this(Connecting.to(uri), name, count, ttl);
    }

    /** Closes the backend at the end. */
    ManyElections(Backend backend, String name, int count, Duration ttl) {
        this.backend = backend;
        campaigns = IntStream.range(0, count)
                .mapToObj(i -> backend.campaign(name + "-" + i, "holder", ttl))
                .toList();
        var unused = beat.scheduleAtFixedRate(this::renew, 0, ttl.toNanos() / BEATS, TimeUnit.NANOSECONDS);
    }

    private void renew() {
        campaigns.forEach(campaign -> {
            var unused = campaign.renew().whenComplete((span, error) -> {
                if (error != null) {
                    failures.add(error);
                }
            });
        });
    }

    /** Why renewals have failed, each time. */
    Queue<Throwable> failures() {
        return failures;
    }

    List<Campaign> campaigns() {
        return campaigns;
    }

    void awaitAllWon() {
        CompletableFuture<?>[] wins = campaigns.stream().map(Campaign::won).toArray(CompletableFuture<?>[]::new);
        Wait.of(CompletableFuture.allOf(wins));
    }

    long wins() {
        return campaigns.stream()
                .filter(campaign -> campaign.won().isDone() && !campaign.won().isCompletedExceptionally())
                .count();
    }

    /** Every one of them can be proven now. */
    void awaitAllProven() {
        CompletableFuture<?>[] proofs = campaigns.stream().map(Campaign::renew).toArray(CompletableFuture<?>[]::new);
        Wait.of(CompletableFuture.allOf(proofs));
    }

    @Override
    public void close() {
        beat.shutdownNow();
        backend.close();
    }

    /** The process to be killed: URI, name, number of elections, milliseconds to live. Prints a line when it leads all. */
    public static void main(String[] arguments) {
        Duration ttl = Duration.ofMillis(Long.parseLong(arguments[3]));
        ManyElections held = new ManyElections(arguments[0], arguments[1], Integer.parseInt(arguments[2]), ttl);
        held.awaitAllWon();
        held.awaitAllProven();
        System.out.println("leads all");
        LockSupport.park();
        held.close();
    }
}
