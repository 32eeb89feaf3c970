/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.AsyncCandidate;
import io.election4j.Candidacy;
import io.election4j.Candidate;
import io.election4j.ElectionException;
import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.LeaderWatch;
import io.election4j.runtime.Failures;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects one backend, one loop, and the candidacies and watches that use them. */
public final class ElectionEngine implements Elections {
    private static final Logger log = LoggerFactory.getLogger(ElectionEngine.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final EngineContext parts;
    private final Loop loop;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Participants participants;
    private final ResignRequestWatch requests;
    private @Nullable CompletableFuture<Void> disconnecting;
    private boolean disconnected;

    ElectionEngine(EngineContext parts) {
        this.parts = parts;
        this.loop = parts.loop();
        this.participants = new Participants(parts);
        this.requests = new ResignRequestWatch(loop, participants);
        Watchdog watchdog = new Watchdog(participants::forEach);
        loop.every(LOOK, () -> loop.run(watchdog::inspect)); // after all tasks that the loop has already
        loop.every(LOOK, () -> {
            if (closing.get()) {
                withdrawAll();
            }
        });
    }

    /** Implements {@link Elections#connect}, which applications call instead. */
    public static Elections connect(String text) {
        BackendUri named = BackendUri.parse(Objects.requireNonNull(text, "uri"));
        BackendProvider provider = BackendProvider.forScheme(named.scheme());
        BackendUri uri = named.withDefault("ttl", provider.defaultTtl());
        Set<String> known = new HashSet<>(provider.options().keySet());
        known.add("ttl");
        uri.requireKnownOptions(known);
        Duration ttl = uri.ttl();
        Backend backend = connect(provider, uri);
        try {
            return new ElectionEngine(parts(backend, ttl));
        } catch (RuntimeException | Error notBegun) {
            backend.close();
            throw notBegun;
        }
    }

    private static Backend connect(BackendProvider provider, BackendUri uri) {
        try {
            return provider.connect(uri);
        } catch (LinkageError libraries) {
            throw new ElectionException(
                    ElectionException.Kind.INVALID,
                    "the backend '" + provider.scheme() + "' does not fit the libraries on the class path: "
                            + Failures.describe(libraries) + "; give each library the version that its pom names",
                    libraries);
        }
    }

    private static EngineContext parts(Backend backend, Duration ttl) {
        Loop loop = new ThreadLoop("election-loop");
        try {
            ObserverThreads observers = new ObserverThreads(loop::now);
            CompletableFuture<Void> closed = new CompletableFuture<>();
            var unused = closed.whenComplete((none, error) -> observers.close());
            loop.every(LOOK, observers::check);
            return EngineContext.of(loop, backend, observers, ttl, closed);
        } catch (RuntimeException | Error noThread) {
            loop.close();
            throw noThread;
        }
    }

    @Override
    public Candidacy enter(String election, String candidateId, Candidate candidate) {
        Objects.requireNonNull(candidate, "candidate");
        return stand(election, candidateId, name -> parts.leaders().threaded(name, candidate));
    }

    @Override
    public Candidacy enterAsync(String election, String candidateId, AsyncCandidate candidate) {
        Objects.requireNonNull(candidate, "candidate");
        return stand(election, candidateId, name -> parts.leaders().async(parts.observers(), candidate));
    }

    private Candidacy stand(String election, String candidateId, Function<String, Leadership> leadership) {
        requireOpen();
        String name = Names.unreserved(election);
        Leadership hearing = requests.hearing(name, leadership.apply(name));
        StandingCandidacy entered = new StandingCandidacy(parts, name, Names.candidate(candidateId), hearing);
        requests.onEntered(entered);
        participants.stand(entered);
        return new CandidacyView(parts, entered, hearing);
    }

    @Override
    public LeaderWatch watch(String election, Consumer<Optional<Leader>> onChange) {
        requireOpen();
        return participants.follow(
                Names.election(election), Optional.empty(), Objects.requireNonNull(onChange, "onChange"));
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        requireOpen();
        String name = Names.election(election);
        // The caller's code depends on it, so it completes on a thread that is neither the loop's nor the backend's.
        return Loop.asked(() -> parts.backend().candidates(name))
                .whenCompleteAsync((ids, failure) -> {}, parts.observers());
    }

    @Override
    public CompletableFuture<Optional<Leader>> askToResign(String election) {
        requireOpen();
        return new ResignRequest(parts, participants, Names.unreserved(election)).begin();
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            loop.run(this::withdrawAll);
        }
        if (!parts.leaders().includeCurrent()) {
            parts.closed().join();
        }
    }

    private void withdrawAll() {
        if (participants.withdrawAll().isDone()) {
            disconnect();
        } else if (disconnecting == null) {
            disconnecting = participants.withdrawAll().thenRun(this::disconnect);
        }
    }

    /** Runs as the last task of the loop, when no other is left: it may block, and needs no other thread. */
    private void disconnect() {
        if (disconnected) {
            return;
        }
        disconnected = true;
        try {
            parts.backend().close();
        } catch (RuntimeException | Error bug) {
            Failures.log(readable -> log.warn("the backend failed to close", readable), bug);
        } finally {
            loop.close();
            parts.closed().complete(null);
        }
    }

    private void requireOpen() {
        if (closing.get()) {
            throw new IllegalStateException("these elections are closed");
        }
    }
}
