/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to Consul: all elections of a connection share one loop and usually one session. */
final class ConsulBackend implements Backend {
    private static final Logger log = LoggerFactory.getLogger(ConsulBackend.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration SHORTEST_BEAT = Duration.ofMillis(10);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final BackendThreads threads = new BackendThreads("consul");
    private final ConsulHttp http;
    private final KeyWatches watches;
    private final CampaignContext context;
    private final RetriedQueries queries;
    private final LeaderTrackers<LeaderSource> trackers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ConsulBackend(ConsulSettings settings, LongSupplier clock) {
        this.http = new ConsulHttp(settings, threads);
        ConsulApi api = new ConsulApi(http, settings.agents(), settings.patience());
        this.watches = new KeyWatches(api, threads, settings, clock, this::doubt);
        this.context = new CampaignContext(settings, threads, clock, api, watches);
        this.queries = new RetriedQueries(threads, context.problems());
        this.trackers = new LeaderTrackers<>(
                threads,
                clock,
                context.problems(),
                settings.ttl(),
                (election, tracker) -> new LeaderSource(context, election, tracker));
    }

    /** Creates a backend, which sends nothing yet; the clock counts nanoseconds and is monotonic. */
    static ConsulBackend open(ConsulSettings settings, LongSupplier clock) {
        ConsulBackend backend = new ConsulBackend(settings, clock);
        backend.threads.every(TICK, backend.context::tick);
        backend.threads.every(TICK, backend.trackers::tick);
        settings.token().ifPresent(token -> token.follow(backend.threads));
        settings.tls().ifPresent(files -> files.follow(backend.threads));
        backend.threads.every(
                ConsulSettings.longer(backend.context.pool().beatInterval(), SHORTEST_BEAT), backend.context::beat);
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
        return trackers.otherThan(election, known);
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        return queries.ask(new CandidateList(context, election));
    }

    @Override
    public Optional<String> notice() {
        return context.pool().notice();
    }

    private void doubt() {
        context.doubt();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean ended = threads.await(
                confirmed -> {
                    trackers.close();
                    watches.close();
                    queries.close();
                    context.close(confirmed);
                },
                FAREWELL);
        if (!ended) {
            log.warn(
                    "{} did not confirm the end of the session; it ends by itself",
                    context.problems().service());
        }
        http.close();
        threads.close(LAST_WORDS);
    }
}
