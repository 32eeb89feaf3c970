/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.Leader;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.RetriedQueries;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Connects to ZooKeeper: all elections of a connection share one session and one loop. */
final class ZooKeeperBackend implements Backend, Connection.Listener {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ZooKeeperSettings settings;
    private final LongSupplier clock;
    private final Runnable afterClose;
    private final BackendThreads threads = new BackendThreads("zookeeper");
    private final Connection connection;
    private final CampaignContext context;
    private final RetriedQueries queries;
    private final Map<String, LeaderTracker> trackers = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ZooKeeperBackend(ZooKeeperSettings settings, LongSupplier clock, Runnable afterClose) {
        this.settings = settings;
        this.clock = clock;
        this.afterClose = afterClose;
        this.connection = new Connection(settings, threads, clock, this);
        this.context = new CampaignContext(settings, threads, clock, connection);
        this.queries = new RetriedQueries(threads, settings.problems());
    }

    /** Starts to connect; the clock counts nanoseconds and is monotonic. */
    static ZooKeeperBackend open(ZooKeeperSettings settings, LongSupplier clock, Runnable afterClose) {
        ZooKeeperBackend backend = new ZooKeeperBackend(settings, clock, afterClose);
        backend.threads.run(backend.connection::open);
        backend.threads.everyTick(settings.ttl(), backend::tick);
        settings.login().ifPresent(login -> login.follow(backend.threads));
        return backend;
    }

    @Override
    public Campaign campaign(String election, String candidateId, Duration ttl) {
        return context.campaign(election, candidateId, ttl);
    }

    @Override
    public void renew(
            Collection<? extends Campaign> campaigns, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
        context.campaigns().renew(campaigns, answer, context.renewals()::ask);
    }

    @Override
    public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
        CompletableFuture<Optional<Leader>> answer = new CompletableFuture<>();
        if (closed.get() || !threads.run(() -> trackerOf(election).ask(known, answer))) {
            answer.completeExceptionally(settings.problems().closed());
        }
        return answer;
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        return queries.ask((done, failed) -> {
            Optional<Session> session = connection.session();
            if (session.isPresent()) {
                new CandidateList(
                                session.get(),
                                settings.pathOf(election),
                                done,
                                failure -> failed.accept(connection.problem(failure)))
                        .read();
            } else {
                failed.accept(connection.outOfReach());
            }
        });
    }

    @Override
    public Optional<String> notice() {
        return connection.notice().or(() -> context.foreignNodes().notice());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.run(() -> {
                context.close();
                queries.close();
                trackers.values()
                        .forEach(tracker -> tracker.close(settings.problems().closed()));
            });
            connection.close();
            threads.close(FAREWELL);
            afterClose.run();
        }
    }

    @Override
    public void onConnected(Session session) {
        context.onConnected(session);
        trackers.values().forEach(LeaderTracker::read);
    }

    @Override
    public void onSessionEnded() {
        context.onSessionEnded();
    }

    private void tick() {
        connection.tick();
        context.tick();
        trackers.values().forEach(LeaderTracker::tick);
    }

    private LeaderTracker trackerOf(String election) {
        return trackers.computeIfAbsent(
                election, name -> new LeaderTracker(connection, threads, clock, settings.pathOf(name)));
    }
}
