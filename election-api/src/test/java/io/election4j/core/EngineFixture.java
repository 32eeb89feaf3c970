/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus;
import io.election4j.Term;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Provides an engine on a manual loop and a scripted backend, with one candidate. */
final class EngineFixture {
    static final Duration TTL = Duration.ofSeconds(10);

    /** The rest of a span of {@link #TTL} after the margin for clocks. */
    static final Duration SAFE = Duration.ofSeconds(9);

    final ManualLoop loop = new ManualLoop();
    final ScriptedBackend backend = new ScriptedBackend();
    final ScriptedCandidate candidate = new ScriptedCandidate();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    final ElectionEngine engine = engine(Runnable::run);

    ElectionEngine engine(Executor observers) {
        return new ElectionEngine(EngineContext.of(loop, backend, observers, TTL, closed));
    }

    Candidacy enter() {
        Candidacy candidacy = engine.enter("job", "a", candidate);
        loop.settle();
        return candidacy;
    }

    /** Wins with a token and proves it, so that a term opens. */
    Term win(long token) throws InterruptedException {
        return win("job", candidate, token);
    }

    /** Wins in an election entered by another candidate. */
    Term win(String election, ScriptedCandidate elected, long token) throws InterruptedException {
        ScriptedCampaign campaign = backend.campaign(election);
        campaign.won.complete(token);
        loop.settle();
        campaign.lastRenewal().complete(TTL);
        loop.settle();
        return elected.begin();
    }

    /** Lets the pause between two attempts pass. */
    void waitOutPause() {
        loop.advance(Backoff.SHORT_TERM);
    }

    /** Requests the withdrawal without waiting for it, because the loop does not run. */
    CompletableFuture<Void> closeElsewhere(AutoCloseable closeable) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                closeable.close();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        loop.settle();
        return done;
    }

    /** Whether a candidate that leads an election only waits for the end of its term. */
    static boolean isLed(String election) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().equals("leader-" + election) && thread.getState() == Thread.State.WAITING);
    }

    static CandidacyStatus.State stateOf(Candidacy candidacy) {
        return candidacy.status().state();
    }
}
