/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Stands for election and runs a command while leading. For one thread. */
public final class Leading {
    private static final long LOOK_MILLIS = 100;

    /** The check whether Java can deliver signals starts a thread, which costs processor time. */
    private static final int LOOKS_PER_CHECK = 10;

    private final LeadSettings settings;
    private final Signalled signalled;
    private final Consumer<String> tell;
    private final LongSupplier nanoClock;
    private final Problems problems;
    private State shown = State.CONNECTING;
    private long standingSince;
    private int looks;
    private boolean delivers = true;

    /** @param tell receives one line for each event, from several threads */
    public Leading(LeadSettings settings, Signalled signalled, Consumer<String> tell, LongSupplier nanoClock) {
        this.settings = settings;
        this.signalled = signalled;
        this.tell = tell;
        this.nanoClock = nanoClock;
        this.problems = new Problems(tell);
    }

    /** Returns when the command has ended, or will not be run. */
    public LeadEnd run() throws InterruptedException {
        Duration ttl = settings.service().ttl();
        if (settings.grace().compareTo(ttl) > 0) {
            tell.accept("a leader that is asked to resign keeps its seat for the time to live of "
                    + Durations.text(ttl) + "; a command that uses its grace of "
                    + Durations.text(settings.grace()) + " can run on while the next leader's runs");
        }
        try (CommandGuard guard = guard();
                Connection connection = settings.service().connect()) {
            CommandCandidate candidate = new CommandCandidate(settings, guard, signalled, tell, nanoClock);
            Candidacy candidacy = connection.elections().enter(settings.election(), settings.candidateId(), candidate);
            return follow(candidacy, candidate);
        }
    }

    private CommandGuard guard() {
        try {
            return CommandGuard.start(settings.grace());
        } catch (IOException noShell) {
            throw new OperationException(
                    "no shell can be started that looks after the command: " + noShell.getMessage(), noShell);
        }
    }

    private LeadEnd follow(Candidacy candidacy, CommandCandidate candidate) throws InterruptedException {
        standingSince = nanoClock.getAsLong();
        while (true) {
            try {
                return candidate.end().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                handle(candidacy.status(), candidate);
            } catch (ExecutionException bug) {
                throw new OperationException("the command could not be looked after: " + bug.getCause(), bug);
            }
        }
    }

    private void handle(CandidacyStatus status, CommandCandidate candidate) {
        if (looks++ % LOOKS_PER_CHECK == 0) {
            checkSignals();
        }
        problems.see(status.problem());
        boolean inOffice = status.state() == State.LEADING || status.state() == State.STEPPING_DOWN;
        if (inOffice) {
            standingSince = nanoClock.getAsLong();
        } else if (status.state() == State.WAITING && shown != State.WAITING) {
            tell.accept("waits to lead " + settings.election() + " as " + settings.candidateId());
        }
        // The pause between two attempts is not shown as a change.
        shown = status.state() == State.PAUSED ? shown : status.state();
        signalled.first().ifPresent(signal -> candidate.giveUp(LeadEnd.of(signal.exitStatus())));
        settings.patience()
                .filter(limit ->
                        Duration.ofNanos(nanoClock.getAsLong() - standingSince).compareTo(limit) >= 0)
                .ifPresent(limit -> candidate.giveUp(notElected(status, limit)));
    }

    private void checkSignals() {
        boolean before = delivers;
        delivers = signalled.checkDelivery(() -> new Thread(() -> {}, "check").start());
        if (before && !delivers) {
            tell.accept("no thread can be started: this process or its container has reached its limit of threads, or"
                    + " of memory; until it can, HUP, INT and TERM end lead at once, and its guard stops the command");
        } else if (delivers && !before) {
            tell.accept("threads can be started again");
        }
    }

    private LeadEnd notElected(CandidacyStatus status, Duration limit) {
        return LeadEnd.of(
                LeadEnd.NOT_ELECTED,
                "did not lead " + settings.election() + " within " + Durations.text(limit) + ": "
                        + status.problem()
                                .orElse(
                                        status.state() == State.CONNECTING
                                                ? "the service has not answered"
                                                : "another candidate is ahead"));
    }
}
