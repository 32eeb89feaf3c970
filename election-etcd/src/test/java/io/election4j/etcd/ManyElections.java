/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal.Failed;
import io.election4j.testkit.RenewalFuture;
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

/** Stands in many elections on one connection, renewed on one beat as by the engine. */
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

    /** Creates the candidates; {@link #close} also closes the backend. */
    ManyElections(Backend backend, String name, int count, Duration ttl) {
        this.backend = backend;
        campaigns = IntStream.range(0, count)
                .mapToObj(i -> backend.campaign(name + "-" + i, "holder", ttl))
                .toList();
        var unused = beat.scheduleAtFixedRate(this::renew, 0, ttl.toNanos() / BEATS, TimeUnit.NANOSECONDS);
    }

    private void renew() {
        backend.renew(campaigns, (group, renewal) -> {
            if (renewal instanceof Failed failed) {
                failures.add(failed.reason());
            }
        });
    }

    /** The cause of each failed renewal. */
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

    /** Waits until a renewal of each campaign succeeds. */
    void awaitAllProven() {
        RenewalFuture.awaitGranted(backend, campaigns);
    }

    @Override
    public void close() {
        beat.shutdownNow();
        backend.close();
    }

    /**
     * Runs the process to be killed. Arguments: URI, name, number of elections, time to live in milliseconds. Prints a
     * line when it leads all.
     */
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
