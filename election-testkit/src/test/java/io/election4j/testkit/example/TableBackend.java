/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.example;

import io.election4j.ElectionException;
import io.election4j.Leader;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.CampaignRegistry;
import io.election4j.backend.LeaderTracker;
import io.election4j.backend.LeaderTracker.Reading;
import io.election4j.backend.LeaderTrackers;
import io.election4j.backend.RenewalRequest;
import io.election4j.backend.RetriedQueries;
import io.election4j.backend.ServiceProblems;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Elections in a database: state lives on the loop, and the worker makes the calls, one after the other. */
final class TableBackend implements Backend {
    static final Duration POLL = Duration.ofMillis(25);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int USUAL_PORT = 9092;

    /** One call of the database. */
    interface Work<T> {
        T on(Table table) throws SQLException;
    }

    private final BackendUri uri;
    private final BackendThreads threads = new BackendThreads("table");
    private final ServiceProblems problems;
    private final CampaignRegistry<TableCampaign> campaigns;
    private final LeaderTrackers<TableSource> trackers;
    private final RetriedQueries queries;
    private @Nullable Table table; // the worker's

    private TableBackend(BackendUri uri) {
        this.uri = uri;
        this.problems = new ServiceProblems("the database at " + uri.hosts(), "the user sa");
        this.campaigns = new CampaignRegistry<>(threads, problems, TableCampaign.class, election -> {});
        this.trackers = new LeaderTrackers<>(
                threads, System::nanoTime, problems, uri.ttl(), (election, tracker) -> new TableSource(election));
        this.queries = new RetriedQueries(threads, problems);
    }

    static TableBackend open(BackendUri uri) {
        TableBackend backend = new TableBackend(uri);
        backend.threads.every(POLL, backend.campaigns::tick);
        backend.threads.every(POLL, backend.trackers::tick);
        return backend;
    }

    BackendThreads threads() {
        return threads;
    }

    ServiceProblems problems() {
        return problems;
    }

    /** Calls the database on the worker, and tells the outcome on the loop. */
    <T> void call(Work<T> work, Consumer<T> done, Consumer<ElectionException> failed) {
        threads.block(() -> {
            try {
                T result = work.on(connected());
                threads.run(() -> done.accept(result));
            } catch (SQLException unanswered) {
                disconnect();
                threads.run(() -> failed.accept(problems.doesNotAnswer()));
            }
        });
    }

    private Table connected() throws SQLException {
        if (table == null) {
            table = Table.open(
                    "jdbc:h2:tcp://" + uri.addresses(USUAL_PORT).get(0) + "/" + uri.namespace() + ";USER=sa",
                    uri.ttl().dividedBy(3));
        }
        return table;
    }

    private void disconnect() {
        Table broken = table;
        table = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException ignored) {
                // there is nothing left to do with it
            }
        }
    }

    @Override
    public Campaign campaign(String election, String candidateId, Duration ttl) {
        return campaigns.add(election, new TableCampaign(this, election, candidateId, ttl));
    }

    @Override
    public void renew(
            Collection<? extends Campaign> renewed, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
        campaigns.renew(renewed, answer, (RenewalRequest<TableCampaign> request) -> request.pending(System.nanoTime())
                .forEach(each -> each.campaign().renew(each)));
    }

    @Override
    public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
        return trackers.otherThan(election, known);
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        return queries.ask((done, failed) -> call(present -> present.candidates(election), done, failed));
    }

    @Override
    public void close() {
        threads.await(
                done -> {
                    List<TableCampaign> open = campaigns.all();
                    campaigns.close();
                    trackers.close();
                    queries.close();
                    call(
                            present -> {
                                for (TableCampaign each : open) {
                                    each.removeFrom(present);
                                }
                                return open;
                            },
                            removed -> done.run(),
                            failure -> done.run());
                    threads.block(this::disconnect);
                },
                FAREWELL);
        threads.close(FAREWELL);
    }

    /** A database tells no changes, so the leader is read again and again. */
    private final class TableSource implements LeaderTracker.Source {
        private final String election;

        TableSource(String election) {
            this.election = election;
        }

        @Override
        public void read(Reading reading) {
            call(present -> present.leader(election), reading::found, reading::failed);
        }

        @Override
        public boolean isWatching() {
            return false;
        }

        @Override
        public Optional<Duration> period() {
            return Optional.of(POLL);
        }

        @Override
        public boolean close() {
            return true;
        }
    }
}
