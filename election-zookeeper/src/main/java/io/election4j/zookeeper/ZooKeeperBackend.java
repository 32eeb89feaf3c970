/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.Leader;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.LeaderTrackers;
import io.election4j.backend.RetriedQueries;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Connects to ZooKeeper: all elections of a connection share one session and one loop. */
final class ZooKeeperBackend implements Backend, Connection.Listener {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ZooKeeperSettings settings;
    private final Runnable afterClose;
    private final BackendThreads threads = new BackendThreads("zookeeper");
    private final Connection connection;
    private final CampaignContext context;
    private final RetriedQueries queries;
    private final LeaderTrackers<LeaderSource> trackers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ZooKeeperBackend(ZooKeeperSettings settings, LongSupplier clock, Runnable afterClose) {
        this.settings = settings;
        this.afterClose = afterClose;
        this.connection = new Connection(settings, threads, clock, this);
        this.context = new CampaignContext(settings, threads, clock, connection);
        this.queries = new RetriedQueries(threads, settings.problems());
        this.trackers = new LeaderTrackers<>(
                threads,
                clock,
                settings.problems(),
                settings.ttl(),
                (path, tracker) -> new LeaderSource(context, path, tracker));
    }

    /** Starts to connect; the clock counts nanoseconds and is monotonic. */
    static ZooKeeperBackend open(ZooKeeperSettings settings, LongSupplier clock, Runnable afterClose) {
        ZooKeeperBackend backend = new ZooKeeperBackend(settings, clock, afterClose);
        backend.threads.run(backend.connection::open);
        backend.threads.everyTick(settings.ttl(), backend.connection::tick);
        backend.threads.everyTick(settings.ttl(), backend.context::tick);
        backend.threads.everyTick(settings.ttl(), backend.trackers::tick);
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
        return trackers.otherThan(settings.pathOf(election), known);
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
                trackers.close();
            });
            connection.close();
            threads.close(FAREWELL);
            afterClose.run();
        }
    }

    @Override
    public void onConnected(Session session) {
        context.onConnected(session);
        trackers.readAll();
    }

    @Override
    public void onSessionEnded() {
        context.onSessionEnded();
    }
}
