/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Elections;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Holds what one test opens and waits for: an election of its own, connections, candidates that are renewed. */
final class RuleFixture implements AutoCloseable {
    /** So long that nothing expires while a test runs. */
    static final Duration LONG_TTL = Duration.ofSeconds(30);

    /** A call that takes longer has blocked. */
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

    /** Opens an application's elections at the same service. */
    Elections elections() {
        Elections connected = Elections.connect(rules.uri(ttl()));
        applications.add(connected);
        return connected;
    }

    /** Connects to an address at which no server answers, if the subclass has one. */
    Optional<Backend> connectToNowhere() {
        return rules.unreachableUri(ttl()).map(BackendRules::connectTo).map(this::opened);
    }

    /** Returns the tampering of the subclass; skips the test without one. */
    ServiceTampering tampering() {
        Optional<ServiceTampering> tampering = rules.tampering();
        assumeThat(tampering).as("the tampering of this service").isPresent();
        return tampering.orElseThrow();
    }

    /** Opens an unreliable route of the subclass; skips the test without one. */
    UnreliableRoute unreliableRoute() {
        Optional<UnreliableRoute> line = rules.unreliableRoute();
        assumeThat(line).as("an unreliable route to this service").isPresent();
        lines.add(line.orElseThrow());
        return line.orElseThrow();
    }

    /** What the subclass does not make possible to test. */
    List<String> notTested() {
        List<String> missing = new ArrayList<>();
        if (rules.tampering().isEmpty()) {
            missing.add("what other clients of the service can do, because tampering() returns nothing");
        }
        Optional<UnreliableRoute> route = rules.unreliableRoute();
        if (route.isEmpty()) {
            missing.add(
                    "replies that get lost and requests that arrive late, because unreliableRoute() returns nothing");
        }
        route.ifPresent(UnreliableRoute::close);
        if (rules.unreachableUri(ttl()).isEmpty()) {
            missing.add("a service that does not answer, because unreachableUri() returns nothing");
        }
        if (!tellsCandidates(connect())) {
            missing.add("the list of candidates, because the backend does not implement candidates()");
        }
        return missing;
    }

    /** Whether the backend implements that. */
    boolean tellsCandidates(Backend backend) {
        return await(
                backend.candidates(election).handle((candidates, failure) -> failure == null || !isInvalid(failure)),
                "first answer to who stands");
    }

    private static boolean isInvalid(Throwable failure) {
        Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
        return reason instanceof ElectionException known && known.kind() == Kind.INVALID;
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

    /** Enters the test's election with a candidate that is renewed until the test stops it. */
    TestCampaign stand(Backend connection, String candidateId) {
        return stand(connection, election, candidateId, ttl());
    }

    TestCampaign stand(Backend connection, String inElection, String candidateId, Duration ttl) {
        return new TestCampaign(
                connection, connection.campaign(inElection, candidateId, ttl), candidateId, ttl, renewing, patience());
    }

    /** Whether a renewal, which the backend takes promptly, is granted within one time to live. */
    boolean renews(Backend connection, Campaign campaign) {
        return prompt("renew()", () -> RenewalFuture.of(connection, campaign))
                .handle((span, error) -> error == null)
                .completeOnTimeout(false, ttl().toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /** Waits for a renewal that the backend fails; it takes each promptly. */
    void awaitRenewalFailure(Backend connection, Campaign campaign) {
        until("failure of a renewal", () -> prompt("renew()", () -> RenewalFuture.of(connection, campaign))
                .handle((span, error) -> error != null)
                .completeOnTimeout(false, ttl().toNanos(), TimeUnit.NANOSECONDS)
                .join());
    }

    /** Makes a campaign of the test's election that is not renewed. */
    Campaign campaign(Backend connection, String candidateId) {
        return connection.campaign(election, candidateId, ttl());
    }

    /** Wins and leaves with a new candidate, which shows that no other candidate holds the election. */
    long winAnew(String candidateId) {
        TestCampaign fresh = stand(connect(), candidateId);
        long token = fresh.awaitWin();
        fresh.leave();
        return token;
    }

    /** Waits until the observer sees a leader, or the limit has passed. */
    void awaitLeader(Backend observer, Duration limit) {
        var unused = observer.leaderOtherThan(election, Optional.empty())
                .handle((leader, error) -> true)
                .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /** Returns the result of a future that must complete in time. */
    <T> T await(CompletableFuture<T> future, String what) {
        assertThat(future).as(what).succeedsWithin(patience());
        return future.join();
    }

    /**
     * Waits for a failure that must happen in time. AssertJ's {@code failsWithin} does not fit: it counts a pending
     * future as failed.
     */
    void awaitFailure(CompletableFuture<?> future, String what) {
        CompletableFuture<Boolean> failed = future.handle((value, error) -> error != null);
        assertThat(failed).as("end of the " + what).succeedsWithin(patience());
        assertThat(future).as(what).isCompletedExceptionally();
    }

    /** Returns the result of a call that must neither block nor throw. */
    <T> T prompt(String what, Supplier<T> call) {
        long start = System.nanoTime();
        T outcome = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time that %s took", what)
                .isLessThan(PROMPT);
        return outcome;
    }

    /** Asserts that a future stays pending for a span. */
    void assertStaysPending(CompletableFuture<?> future, Duration span, String what) {
        assertThat(future).as(what).matches(pending -> isPendingFor(pending, span), "is pending for " + span);
    }

    private static boolean isPendingFor(CompletableFuture<?> future, Duration span) {
        // A wait that times out might complete the future itself.
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
