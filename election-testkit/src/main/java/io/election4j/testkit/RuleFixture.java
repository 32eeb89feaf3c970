/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.Elections;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What one test opens and waits for: an election of its own, connections, candidates that are kept renewed. */
final class RuleFixture implements AutoCloseable {
    /** Long enough that nothing expires while a test runs. */
    static final Duration LONG_TTL = Duration.ofSeconds(30);

    /** A call that takes longer has waited for something. */
    static final Duration PROMPT = Duration.ofSeconds(1);

    /** Backends close within a few seconds. */
    static final Duration CLOSING = Duration.ofSeconds(10);

    private static final int RENEWING_THREADS = 4;

    private final BackendRules rules;
    private final String election = "rules-" + UUID.randomUUID();
    private final ScheduledExecutorService renewing = Executors.newScheduledThreadPool(RENEWING_THREADS, task -> {
        Thread thread = new Thread(task, "rules-renewing");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Backend> connections = new CopyOnWriteArrayList<>();
    private final List<UnreliableRoute> lines = new CopyOnWriteArrayList<>();
    private final List<Elections> applications = new CopyOnWriteArrayList<>();

    RuleFixture(BackendRules rules) {
        this.rules = rules;
    }

    String election() {
        return election;
    }

    Duration ttl() {
        return rules.shortestTtl();
    }

    Duration patience() {
        return rules.patience();
    }

    Backend connect() {
        return connect(ttl());
    }

    Backend connect(Duration ttl) {
        return opened(rules.connect(ttl));
    }

    /** Elections of an application at the same service. */
    Elections elections() {
        Elections connected = Elections.connect(rules.uri(ttl()));
        applications.add(connected);
        return connected;
    }

    /** A connection to where nothing answers, if the subclass knows such an address. */
    Optional<Backend> connectToNowhere() {
        return rules.unreachableUri(ttl()).map(BackendRules::connectTo).map(this::opened);
    }

    /** Who interferes, if the subclass has somebody for that. */
    ServiceTampering tampering() {
        Optional<ServiceTampering> tampering = rules.tampering();
        assumeThat(tampering).as("the tampering of this service").isPresent();
        return tampering.orElseThrow();
    }

    /** A line that breaks, if the subclass has one. */
    UnreliableRoute unreliableRoute() {
        Optional<UnreliableRoute> line = rules.unreliableRoute();
        assumeThat(line).as("an unreliable route to this service").isPresent();
        lines.add(line.orElseThrow());
        return line.orElseThrow();
    }

    Backend connectOver(UnreliableRoute line) {
        return connectOver(line, ttl());
    }

    Backend connectOver(UnreliableRoute line, Duration ttl) {
        return opened(rules.connectOver(line, ttl));
    }

    Duration lateness() {
        return rules.lateness();
    }

    void letPass(Duration time) {
        var unused = new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    void until(String what, Callable<Boolean> condition) {
        Wait.until(patience(), what, condition);
    }

    /** A candidate of the test's election, renewed until told otherwise. */
    TestCampaign stand(Backend connection, String candidateId) {
        return stand(connection, election, candidateId, ttl());
    }

    TestCampaign stand(Backend connection, String inElection, String candidateId, Duration ttl) {
        return new TestCampaign(
                connection.campaign(inElection, candidateId, ttl), candidateId, ttl, renewing, patience());
    }

    /** A campaign of the test's election that nobody renews. */
    Campaign campaign(Backend connection, String candidateId) {
        return connection.campaign(election, candidateId, ttl());
    }

    /** Lets somebody else win an election, which shows that nobody holds it. */
    long winAnew(String candidateId) {
        TestCampaign fresh = stand(connect(), candidateId);
        long token = fresh.awaitWin();
        fresh.leave();
        return token;
    }

    /** Until somebody is seen to lead, or the limit has passed. */
    void awaitLeader(Backend observer, Duration limit) {
        var unused = observer.leaderOtherThan(election, Optional.empty())
                .handle((leader, error) -> true)
                .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /** The outcome of what must happen. */
    <T> T await(CompletableFuture<T> future, String what) {
        assertThat(future).as(what).succeedsWithin(patience());
        return future.join();
    }

    /** What must fail in time. AssertJ's {@code failsWithin} will not do: for it, a future that stays pending has failed. */
    void awaitFailure(CompletableFuture<?> future, String what) {
        CompletableFuture<Boolean> failed = future.handle((value, error) -> error != null);
        assertThat(failed).as("end of the " + what).succeedsWithin(patience());
        assertThat(future).as(what).isCompletedExceptionally();
    }

    /** The outcome of a call that must not block, nor throw. */
    <T> T prompt(String what, Supplier<T> call) {
        long start = System.nanoTime();
        T outcome = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time that %s took", what)
                .isLessThan(PROMPT);
        return outcome;
    }

    /** Lets time pass while nothing may happen to a future. */
    void assertStaysPending(CompletableFuture<?> future, Duration span, String what) {
        assertThat(future).as(what).matches(pending -> isPendingFor(pending, span), "is pending for " + span);
    }

    private static boolean isPendingFor(CompletableFuture<?> future, Duration span) {
        // Not the future itself, which a wait that times out might complete.
        CompletableFuture<?> done = future.handle((value, error) -> true);
        CompletableFuture<Boolean> timeOut =
                new CompletableFuture<Boolean>().completeOnTimeout(false, span.toNanos(), TimeUnit.NANOSECONDS);
        return Boolean.FALSE.equals(CompletableFuture.anyOf(done, timeOut).join());
    }

    private Backend opened(Backend connection) {
        connections.add(connection);
        return connection;
    }

    @Override
    public void close() {
        renewing.shutdownNow();
        applications.forEach(Elections::close);
        connections.forEach(Backend::close);
        lines.forEach(UnreliableRoute::close);
    }
}
