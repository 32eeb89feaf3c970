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
 * A process, played by a connection over a line of its own, whose requests can be held back and delivered late. It
 * leads another election all the while, so that its session or lease stays alive.
 */
final class LateProcess {
    /** What is held back: one request, after some that pass, or all that follow. */
    private static final List<Choice> CHOICES = List.of(
            new Choice(0, 1), new Choice(1, 1), new Choice(2, 1), new Choice(3, 1), new Choice(0, Integer.MAX_VALUE));

    /** Long against the time that a connection needs to be opened anew. */
    private static final int TTLS = 3;

    /** The part of a time to live within which a backend sends what it is asked to send; a beat is longer. */
    private static final int SENT_AT_ONCE = 10;

    private final RuleFixture fixture;
    private final Choice choice;
    private final UnreliableRoute line;
    private final Backend connection;
    private final String election;

    /** Which of the requests that are sent from some moment on, whatever they ask for. */
    private record Choice(int passing, int count) {
        @Override
        public String toString() {
            return count == 1 ? "request " + (passing + 1) + " held back" : "all requests held back";
        }
    }

    /** What happens to a process. */
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
     * Plays a scenario for each choice of what is held back, all at the same time, each in an election of its own; a
     * failure names its choice.
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

    /** Another process, on a connection that works, in the same election. */
    TestCampaign standElsewhere(String candidateId) {
        return fixture.stand(fixture.connect(ttl()), election, candidateId, ttl());
    }

    /** Stands, and stands anew when an attempt fails, as the engine does. */
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

    /** When something is held back, or it turned out that no request was needed, the process loses the connection. */
    void disconnect(HeldRequests held, CompletableFuture<?> done) {
        fixture.until("a request is held back", () -> !held.isEmpty() || done.isDone());
        if (choice.count() > 1) {
            fixture.letPass(ttl().dividedBy(SENT_AT_ONCE)); // the first need not be the one that matters
        }
        held.stop();
        held.disconnect();
    }

    /** Lets time pass, and then lets what was held back arrive. */
    void deliverLate(HeldRequests held) {
        fixture.letPass(fixture.lateness());
        held.deliver();
    }

    /** After a late delivery: the leader goes on and nobody else wins; when it leaves, the next wins. */
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
