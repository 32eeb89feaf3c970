/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Candidate;
import io.election4j.Term;
import io.election4j.TermEnd;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The candidate that runs a command in its term. It leads until the command is dead, so that the seat is not handed
 * over before. It polls whether the term is over, so that stopping the command depends on no other thread.
 */
final class CommandCandidate implements Candidate {
    private static final long LOOK_MILLIS = 50;

    /** How long to wait for the reason of the term's end, which is for the operator only. */
    private static final long REASON_MILLIS = 500;

    private enum Phase {
        STANDING,
        SERVING,
        OVER
    }

    private final LeadSettings settings;
    private final CommandLaunch launch;
    private final CommandGuard guard;
    private final Signalled signalled;
    private final Consumer<String> tell;
    private final LongSupplier nanoClock;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STANDING);
    private final CompletableFuture<LeadEnd> end = new CompletableFuture<>();

    CommandCandidate(
            LeadSettings settings,
            CommandGuard guard,
            Signalled signalled,
            Consumer<String> tell,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.launch = CommandLaunch.of(settings.command());
        this.guard = guard;
        this.signalled = signalled;
        this.tell = tell;
        this.nanoClock = nanoClock;
    }

    /** Completes when no command runs and none will run. */
    CompletableFuture<LeadEnd> end() {
        return end;
    }

    /** Gives up standing for election, unless a term has begun. */
    void giveUp(LeadEnd reason) {
        if (phase.compareAndSet(Phase.STANDING, Phase.OVER)) {
            end.complete(reason);
        }
    }

    @Override
    public void lead(Term term) throws InterruptedException {
        if (signalled.first().isPresent() || !phase.compareAndSet(Phase.STANDING, Phase.SERVING)) {
            return;
        }
        try {
            Optional<LeadEnd> outcome = serve(term);
            phase.set(outcome.isPresent() ? Phase.OVER : Phase.STANDING);
            outcome.ifPresent(end::complete);
        } catch (RuntimeException | Error bug) {
            end.completeExceptionally(bug);
            throw bug;
        }
    }

    /** Runs the command. Returns empty to stand again. */
    private Optional<LeadEnd> serve(Term term) throws InterruptedException {
        tell.accept("leads " + settings.election() + " as " + settings.candidateId() + " with fencing token "
                + term.fencingToken());
        Optional<LeadEnd> refusal = launch.refusal();
        if (refusal.isPresent()) {
            return refusal;
        }
        try (RunningCommand command = RunningCommand.start(launch, variables(term), guard, nanoClock)) {
            return lookAfter(term, command);
        } catch (IOException cannot) {
            return Optional.of(launch.refusal(cannot));
        }
    }

    private Map<String, String> variables(Term term) {
        return Map.of(
                "ELECTION_NAME", settings.election(),
                "ELECTION_ID", settings.candidateId(),
                "ELECTION_TOKEN", Long.toString(term.fencingToken()));
    }

    private Optional<LeadEnd> lookAfter(Term term, RunningCommand command) throws InterruptedException {
        boolean passedOn = false;
        while (command.isAlive() && term.isValid()) {
            Optional<StopSignal> signal = signalled.next(LOOK_MILLIS);
            if (signal.filter(StopSignal::isRequest).isPresent()) {
                return Optional.of(stopBy(signal.get(), command));
            }
            signal.ifPresent(command::passOn);
            passedOn |= signal.isPresent();
        }
        if (command.isAlive()) {
            return stopAfter(term, command);
        }
        if (passedOn) { // it may have died of the signal, which its descendants did not receive
            command.signal(StopSignal.TERM);
            tellEnd(command.awaitEnd(settings.grace(), signalled));
        }
        return Optional.of(LeadEnd.of(command.status()));
    }

    /** Sends the signal before the message, because the reader of the message may be slow. */
    private Optional<LeadEnd> stopAfter(Term term, RunningCommand command) throws InterruptedException {
        command.signal(StopSignal.TERM);
        String why = "the term with fencing token " + term.fencingToken() + " is over" + reason(term);
        tell.accept(why + "; the command is asked to stop");
        tellEnd(command.awaitEnd(settings.grace(), signalled));
        if (command.request().isPresent()) {
            return Optional.of(LeadEnd.of(command.request().get().exitStatus()));
        }
        return settings.again()
                ? Optional.empty()
                : Optional.of(LeadEnd.of(LeadEnd.TERM_OVER, why + " and the command was stopped"));
    }

    private static String reason(Term term) throws InterruptedException {
        try {
            TermEnd reason = term.ended().toCompletableFuture().get(REASON_MILLIS, TimeUnit.MILLISECONDS);
            return " (" + reason.name().toLowerCase(Locale.ROOT) + ")";
        } catch (TimeoutException | ExecutionException unknown) {
            return "";
        }
    }

    private LeadEnd stopBy(StopSignal signal, RunningCommand command) throws InterruptedException {
        if (settings.isPassedOn(signal)) {
            command.signal(signal);
        }
        tellEnd(command.awaitEnd(settings.grace(), signalled));
        return LeadEnd.of(command.status());
    }

    private void tellEnd(boolean killed) {
        if (killed) {
            tell.accept("the command did not stop within " + Durations.text(settings.grace()) + " and was killed");
        }
    }
}
