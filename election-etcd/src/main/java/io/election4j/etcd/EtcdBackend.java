/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

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

/** Connects to etcd: all elections of a connection share one watch, one loop and usually one lease. */
final class EtcdBackend implements Backend, NamespaceWatch.Listener {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final EtcdSettings settings;
    private final BackendThreads threads = new BackendThreads("etcd");
    private final Connection connection;
    private final CampaignContext context;
    private final NamespaceWatch watch;
    private final ServerVersion version;
    private final RetriedQueries queries;
    private final LeaderTrackers<LeaderSource> trackers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EtcdBackend(EtcdSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.connection = new Connection(settings, threads, clock);
        this.context = new CampaignContext(settings, threads, clock, connection);
        this.watch = new NamespaceWatch(settings.root(), connection, threads, this);
        this.version = new ServerVersion(settings, connection);
        this.queries = new RetriedQueries(threads, context.problems().shared());
        this.trackers = new LeaderTrackers<>(
                threads,
                clock,
                context.problems().shared(),
                settings.ttl(),
                (prefix, tracker) -> new LeaderSource(context, watch, prefix, settings.ttl(), tracker));
    }

    /**
     * Creates a backend, which connects at the first campaign or watch; the clock counts nanoseconds and is monotonic.
     */
    static EtcdBackend open(EtcdSettings settings, LongSupplier clock) {
        EtcdBackend backend = new EtcdBackend(settings, clock);
        backend.threads.everyTick(settings.ttl(), backend.connection::tick);
        backend.threads.everyTick(settings.ttl(), backend.context::tick);
        backend.threads.everyTick(settings.ttl(), backend.trackers::tick);
        settings.login().ifPresent(login -> login.follow(backend.threads));
        settings.tls().ifPresent(files -> files.follow(backend.threads));
        return backend;
    }

    @Override
    public Campaign campaign(String election, String candidateId, Duration ttl) {
        threads.run(watch::open);
        return context.campaign(election, candidateId, ttl);
    }

    @Override
    public void renew(
            Collection<? extends Campaign> campaigns, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
        context.campaigns().renew(campaigns, answer, context.renewals()::ask);
    }

    @Override
    public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
        return trackers.otherThan(settings.prefixOf(election), known);
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        return queries.ask((done, failed) -> context.client()
                .candidates(
                        settings.prefixOf(election),
                        snapshot -> done.accept(snapshot.standing().stream()
                                .map(each -> each.asLeader().candidateId())
                                .toList()),
                        failure -> failed.accept(context.problem(failure))));
    }

    @Override
    public Optional<String> notice() {
        return context.notice();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.await(
                    confirmed -> {
                        watch.close();
                        queries.close();
                        trackers.close();
                        context.close(confirmed);
                    },
                    FAREWELL);
            connection.close();
            threads.close(FAREWELL);
        }
    }

    @Override
    public void onEvent(KeyEvent event) {
        context.onEvent(event);
        trackers.source(QueueView.prefixOf(event.key())).ifPresent(source -> source.onEvent(event));
    }

    @Override
    public void onGap(long revision, boolean again) {
        version.check();
        context.onGap(revision, again);
        trackers.forEach(source -> source.onGap(revision));
    }
}
