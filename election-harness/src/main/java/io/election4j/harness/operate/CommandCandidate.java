/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Candidate;
import io.election4j.Term;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The candidate that runs a command in its term. It leads until the command is dead, so that the seat is not handed over
 * before.
 */
final class CommandCandidate implements Candidate {

    private enum Phase {
        STANDING,
        SERVING,
        OVER
    }

    private final LeadSettings settings;
    private final Signalled signalled;
    private final Consumer<String> tell;
    private final LongSupplier nanoClock;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STANDING);
    private final CompletableFuture<LeadEnd> end = new CompletableFuture<>();

    CommandCandidate(LeadSettings settings, Signalled signalled, Consumer<String> tell, LongSupplier nanoClock) {
        this.settings = settings;
        this.signalled = signalled;
        this.tell = tell;
        this.nanoClock = nanoClock;
    }

    /** Completes when no command runs and none will. */
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
        if (signalled.first().isDone() || !phase.compareAndSet(Phase.STANDING, Phase.SERVING)) {
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

    /** Empty to stand again. */
    private Optional<LeadEnd> serve(Term term) throws InterruptedException {
        tell.accept("leads " + settings.election() + " as " + settings.candidateId() + " with fencing token "
                + term.fencingToken());
        RunningCommand command;
        try {
            command = RunningCommand.start(settings.command(), variables(term), nanoClock);
        } catch (IOException cannot) {
            return Optional.of(refusal(cannot));
        }
        CompletableFuture.anyOf(command.ended(), term.ended().toCompletableFuture(), signalled.first())
                .join();
        if (command.isAlive() && !term.isValid()) {
            return stopAfter(term, command);
        }
        if (command.isAlive()) {
            passOn(signalled.first().join(), command);
        }
        return Optional.of(LeadEnd.of(command.status()));
    }

    private Map<String, String> variables(Term term) {
        return Map.of(
                "ELECTION_NAME", settings.election(),
                "ELECTION_ID", settings.candidateId(),
                "ELECTION_TOKEN", Long.toString(term.fencingToken()));
    }

    private LeadEnd refusal(IOException cannot) {
        String message = String.valueOf(cannot.getMessage());
        boolean missing = message.contains("error=2,");
        return LeadEnd.of(
                missing ? LeadEnd.NO_SUCH_COMMAND : LeadEnd.CANNOT_RUN,
                "the command " + settings.command().get(0)
                        + (missing
                                ? " does not exist"
                                : " cannot be run: " + message.replaceFirst(".*error=\\d+, ", "")));
    }

    private Optional<LeadEnd> stopAfter(Term term, RunningCommand command) throws InterruptedException {
        String why = "the term with fencing token " + term.fencingToken() + " is over ("
                + term.awaitEnd().name().toLowerCase(Locale.ROOT) + ")";
        tell.accept(why + "; the command is asked to stop");
        command.signal(StopSignal.TERM);
        tellEnd(command.awaitEnd(settings.grace(), signalled));
        if (signalled.first().isDone()) {
            return Optional.of(LeadEnd.of(signalled.first().join().exitStatus()));
        }
        return settings.again()
                ? Optional.empty()
                : Optional.of(LeadEnd.of(LeadEnd.TERM_OVER, why + " and the command was stopped"));
    }

    private void passOn(StopSignal signal, RunningCommand command) throws InterruptedException {
        if (settings.isPassedOn(signal)) {
            command.signal(signal);
        }
        tellEnd(command.awaitEnd(settings.grace(), signalled));
    }

    private void tellEnd(boolean killed) {
        if (killed) {
            tell.accept("the command did not stop within " + Durations.text(settings.grace()) + " and was killed");
        }
    }
}
