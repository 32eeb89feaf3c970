/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.opentest4j.TestAbortedException;

/**
 * Simulates a process whose requests can be held back and delivered late: a connection over an unreliable route of its
 * own. It leads another election meanwhile, so that its session or lease stays alive.
 */
final class LateProcess {
    /** The requests that are held back: one request, after some that pass, or all that follow. */
    private static final List<Choice> CHOICES = List.of(
            new Choice(0, 1), new Choice(1, 1), new Choice(2, 1), new Choice(3, 1), new Choice(0, Integer.MAX_VALUE));

    /** Long compared with the time that opening a new connection takes. */
    private static final int TTLS = 3;

    /**
     * The fraction of a time to live within which a backend sends its requests; the interval between renewals is
     * longer.
     */
    private static final int SENT_AT_ONCE = 10;

    private final RuleFixture fixture;
    private final Choice choice;
    private final UnreliableRoute line;
    private final Backend connection;
    private final String election;

    /** Selects requests by their position from a moment on, whatever they ask for. */
    private record Choice(int passing, int count) {
        @Override
        public String toString() {
            return count == 1 ? "request " + (passing + 1) + " held back" : "all requests held back";
        }
    }

    /** Describes what happens to a process. */
    interface Scenario {
        void play(LateProcess process) throws Exception;
    }

    private LateProcess(RuleFixture fixture, Choice choice) {
        this.fixture = fixture;
        this.choice = choice;
        this.line = fixture.unreliableRoute();
        this.connection = fixture.connectOver(line, ttl());
        this.election = fixture.election() + "." + UUID.randomUUID();
    }

    /**
     * Runs a scenario for each choice of held requests, all at the same time, each in an election of its own; a failure
     * names its choice.
     */
    static void play(RuleFixture fixture, Scenario scenario) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> plays = CHOICES.stream()
                    .map(choice -> CompletableFuture.runAsync(() -> play(fixture, choice, scenario), threads))
                    .toList();
            plays.forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw failed.getCause() instanceof TestAbortedException leftOut ? leftOut : failed;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void play(RuleFixture fixture, Choice choice, Scenario scenario) {
        try {
            scenario.play(start(fixture, choice));
        } catch (Exception | AssertionError failed) {
            if (failed instanceof TestAbortedException leftOut) {
                throw leftOut;
            }
            throw new AssertionError(choice + ": " + failed.getMessage(), failed);
        }
    }

    private static LateProcess start(RuleFixture fixture, Choice choice) {
        LateProcess process = new LateProcess(fixture, choice);
        fixture.stand(process.connection, process.election + ".other", process.line.candidate(), process.ttl())
                .awaitProof();
        return process;
    }

    String election() {
        return election;
    }

    Duration ttl() {
        return fixture.ttl().multipliedBy(TTLS);
    }

    Backend connection() {
        return connection;
    }

    TestCampaign stand() {
        return fixture.stand(connection, election, line.candidate(), ttl());
    }

    /** Enters the same election as another process, on a working connection. */
    TestCampaign standElsewhere(String candidateId) {
        return fixture.stand(fixture.connect(ttl()), election, candidateId, ttl());
    }

    /** Enters, and enters again when an attempt fails, as the engine does. */
    TestCampaign standUntilProven() {
        return provenOf(stand());
    }

    TestCampaign provenOf(TestCampaign first) {
        TestCampaign attempt = first;
        for (int i = 1; i <= 2 && !attempt.provesItsWin(); i++) {
            attempt.giveUp();
            attempt = stand();
        }
        attempt.awaitProof();
        return attempt;
    }

    HeldRequests hold() {
        return line.hold(choice.passing(), choice.count());
    }

    /** Disconnects the process when a request is held back, or when no request was needed. */
    void disconnect(HeldRequests held, CompletableFuture<?> done) {
        fixture.until("a request is held back", () -> !held.isEmpty() || done.isDone());
        if (choice.count() > 1) {
            fixture.letPass(ttl().dividedBy(SENT_AT_ONCE)); // the decisive request need not be the first
        }
        held.stop();
        held.disconnect();
    }

    /** Lets {@link BackendRules#lateness} pass, then delivers the held requests. */
    void deliverLate(HeldRequests held) {
        fixture.letPass(fixture.lateness());
        held.deliver();
    }

    /**
     * Asserts, after a late delivery, that the leader goes on and no other candidate wins; when it leaves, the next
     * wins.
     */
    void assertLeads(TestCampaign leader) {
        TestCampaign next = standElsewhere("next");
        next.awaitRenewal();
        fixture.assertStaysPending(next.campaign().won(), fixture.ttl().multipliedBy(2), "win of the next");
        leader.awaitRenewal();
        leader.leave();
        next.awaitProof();
        next.leave();
        standUntilProven().leave();
    }
}
