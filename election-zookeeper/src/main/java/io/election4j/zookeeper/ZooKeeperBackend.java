/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.Questions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** A connection to ZooKeeper: one session, one loop, and all elections of this process on them. */
final class ZooKeeperBackend implements Backend, Connection.Listener {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ClientSettings settings;
    private final LongSupplier clock;
    private final Runnable afterClose;
    private final BackendThreads threads = new BackendThreads("zookeeper");
    private final Connection connection;
    private final CampaignOffice office;
    private final Questions questions;
    private final Map<String, LeaderBoard> boards = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ZooKeeperBackend(ClientSettings settings, LongSupplier clock, Runnable afterClose) {
        this.settings = settings;
        this.clock = clock;
        this.afterClose = afterClose;
        this.connection = new Connection(settings, threads, clock, this);
        this.office = new CampaignOffice(settings, threads, clock, connection);
        this.questions = new Questions(threads, settings.problems());
    }

    /** Starts to connect; the clock counts nanoseconds and never jumps. */
    static ZooKeeperBackend open(ClientSettings settings, LongSupplier clock, Runnable afterClose) {
        ZooKeeperBackend backend = new ZooKeeperBackend(settings, clock, afterClose);
        backend.threads.run(backend.connection::open);
        backend.threads.everyTick(settings.ttl(), backend::tick);
        settings.login().ifPresent(login -> login.follow(backend.threads));
        return backend;
    }

    @Override
    public Campaign campaign(String election, String candidateId, Duration ttl) {
        return office.campaign(election, candidateId, ttl);
    }

    @Override
    public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
        CompletableFuture<Optional<Leader>> answer = new CompletableFuture<>();
        if (closed.get() || !threads.run(() -> boardOf(election).ask(known, answer))) {
            answer.completeExceptionally(settings.problems().closed());
        }
        return answer;
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        return questions.ask((done, failed) -> {
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
        return connection.notice().or(() -> office.foreignNodes().notice());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.run(() -> {
                office.close();
                questions.close();
                boards.values().forEach(board -> board.close(settings.problems().closed()));
            });
            connection.close();
            threads.close(FAREWELL);
            afterClose.run();
        }
    }

    @Override
    public void onConnected(Session session) {
        office.onConnected(session);
        boards.values().forEach(LeaderBoard::look);
    }

    @Override
    public void onSessionEnded() {
        office.onSessionEnded();
    }

    private void tick() {
        connection.tick();
        office.tick();
        boards.values().forEach(LeaderBoard::tick);
    }

    private LeaderBoard boardOf(String election) {
        return boards.computeIfAbsent(
                election, name -> new LeaderBoard(connection, threads, clock, settings.pathOf(name)));
    }
}
