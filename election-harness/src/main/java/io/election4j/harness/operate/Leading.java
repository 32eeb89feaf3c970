/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import io.election4j.Elections;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Stands for election and runs a command while leading. For one thread. */
public final class Leading {
    private static final long LOOK_MILLIS = 100;

    /** What is left after the command's end is to resign; a service that does not answer will see for itself. */
    private static final Duration RESIGNATION_LIMIT = Duration.ofSeconds(5);

    private final LeadSettings settings;
    private final Signalled signalled;
    private final Consumer<String> tell;
    private final LongSupplier nanoClock;
    private final Set<String> problems = new HashSet<>();
    private State shown = State.CONNECTING;
    private long standingSince;

    /** @param tell takes one line for each thing that happens, from several threads */
    public Leading(LeadSettings settings, Signalled signalled, Consumer<String> tell, LongSupplier nanoClock) {
        this.settings = settings;
        this.signalled = signalled;
        this.tell = tell;
        this.nanoClock = nanoClock;
    }

    /** Returns when the command has ended, or will not be run. */
    public LeadEnd run() throws InterruptedException {
        Duration ttl = settings.service().ttl();
        if (settings.grace().compareTo(ttl) > 0) {
            tell.accept("a leader that is asked to resign keeps its seat for the time to live of "
                    + CommandCandidate.text(ttl) + "; a command that uses its grace of "
                    + CommandCandidate.text(settings.grace()) + " can run on while the next leader's runs");
        }
        CommandCandidate candidate = new CommandCandidate(settings, signalled, tell, nanoClock);
        Elections elections = settings.service().connect();
        try {
            Candidacy candidacy = elections.enter(settings.election(), settings.candidateId(), candidate);
            return follow(candidacy, candidate);
        } finally {
            close(elections);
        }
    }

    private LeadEnd follow(Candidacy candidacy, CommandCandidate candidate) throws InterruptedException {
        standingSince = nanoClock.getAsLong();
        while (true) {
            try {
                return candidate.end().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                look(candidacy.status(), candidate);
            } catch (ExecutionException bug) {
                throw new IllegalStateException("the command could not be looked after: " + bug.getCause(), bug);
            }
        }
    }

    private void look(CandidacyStatus status, CommandCandidate candidate) {
        tellProblem(status);
        boolean inOffice = status.state() == State.LEADING || status.state() == State.STEPPING_DOWN;
        if (inOffice) {
            standingSince = nanoClock.getAsLong();
        } else if (status.state() == State.WAITING && shown != State.WAITING) {
            tell.accept("waits to lead " + settings.election() + " as " + settings.candidateId());
        }
        // Between two attempts it has not become something else.
        shown = status.state() == State.PAUSED ? shown : status.state();
        if (signalled.first().isDone()) {
            candidate.giveUp(LeadEnd.of(signalled.first().join().exitStatus()));
        }
        settings.patience()
                .filter(limit -> nanoClock.getAsLong() - standingSince >= limit.toNanos())
                .ifPresent(limit -> candidate.giveUp(notElected(status, limit)));
    }

    private void tellProblem(CandidacyStatus status) {
        if (status.problem().isEmpty()) {
            if (!problems.isEmpty()) {
                tell.accept("the service answers again");
            }
            problems.clear();
        }
        status.problem().filter(problems::add).ifPresent(tell);
    }

    private LeadEnd notElected(CandidacyStatus status, Duration limit) {
        return LeadEnd.of(
                LeadEnd.NOT_ELECTED,
                "did not lead " + settings.election() + " within " + CommandCandidate.text(limit) + ": "
                        + status.problem().orElse("another candidate is ahead"));
    }

    private static void close(Elections elections) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread closing = new Thread(
                () -> {
                    elections.close();
                    closed.complete(null);
                },
                "resign");
        closing.setDaemon(true);
        closing.start();
        var unused = closed.completeOnTimeout(null, RESIGNATION_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
