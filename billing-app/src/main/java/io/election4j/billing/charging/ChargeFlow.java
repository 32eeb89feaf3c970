/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.database.Database;
import io.election4j.billing.payment.Creation;
import io.election4j.billing.payment.Outcome;
import io.election4j.billing.payment.PaymentProvider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advances one charge as far as possible: creates its payment, commits the payment's reference, marks the charge as
 * being sent, executes the payment, records the outcome. If the outcome is in doubt, it asks the provider and never
 * guesses.
 */
final class ChargeFlow {

    /** Whether a charge needs another try later. */
    enum Verdict {
        SETTLED,
        LATER
    }

    private static final Logger LOG = LoggerFactory.getLogger(ChargeFlow.class);
    /**
     * The number of tries with the same key; after that its saved answer is assumed to be a failure that never changes.
     */
    private static final int SAME_KEY = 2;

    private final Database database;
    private final PaymentProvider provider;
    private final GroupCommit commits;
    private final LeaderTerm term;
    private final SendGate gate;
    private final CrashPoints crashPoints;
    private final RunCounters counters;

    ChargeFlow(
            Database database,
            PaymentProvider provider,
            GroupCommit commits,
            LeaderTerm term,
            SendGate gate,
            CrashPoints crashPoints,
            RunCounters counters) {
        this.database = database;
        this.provider = provider;
        this.commits = commits;
        this.term = term;
        this.gate = gate;
        this.crashPoints = crashPoints;
        this.counters = counters;
    }

    /**
     * Takes the next steps.
     *
     * @param tries how often this run has tried before
     * @throws StaleTermException if a newer term leads
     */
    Verdict advance(Charge charge, int tries) throws InterruptedException {
        return switch (charge.state()) {
            case PLANNED -> prepare(charge, tries);
            case PREPARED -> send(charge, tries);
            case SENDING -> recover(charge, tries);
            case SUCCEEDED, DECLINED, MANUAL -> Verdict.SETTLED;
        };
    }

    private Verdict prepare(Charge charge, int tries) throws InterruptedException {
        if (!charge.isIntact() || !charge.provider().equals(provider.name())) {
            return askHuman(charge, "the charge was changed after it was planned, or belongs to another provider");
        }
        Creation creation = provider.create(charge.order(), key(charge.idempotencyKey(), tries));
        crashPoints.reached(CrashPoint.C2);
        if (creation instanceof Creation.Refused refused) {
            return askHuman(charge, "the provider refuses it: " + refused.reason());
        }
        if (!(creation instanceof Creation.Created created)) {
            return Verdict.LATER;
        }
        boolean persisted = commits.commit(new Write.Prepare(charge.id(), created.ref()));
        crashPoints.reached(CrashPoint.C3);
        return persisted ? send(charge.preparedAs(created.ref()), tries) : giveWay(charge, created.ref(), tries);
    }

    /**
     * Continues with a charge that is prepared already, by another process or by a commit of ours whose answer was
     * lost.
     */
    private Verdict giveWay(Charge charge, String ours, int tries) throws InterruptedException {
        Charge stored = read(charge);
        if (stored.ref() != null && !stored.ref().equals(ours)) {
            provider.cancel(ours);
        }
        return stored.state() == ChargeState.PREPARED ? send(stored, tries) : Verdict.LATER;
    }

    private Verdict send(Charge charge, int tries) throws InterruptedException {
        if (!gate.awaitOpen(provider.timeLimit())) {
            return Verdict.LATER;
        }
        boolean marked = commits.commit(new Write.Send(charge.id()));
        crashPoints.reached(CrashPoint.C4);
        return marked || read(charge).wasSentBy(term) ? execute(charge, tries) : Verdict.LATER;
    }

    private Verdict recover(Charge charge, int tries) throws InterruptedException {
        Outcome found = provider.get(ref(charge));
        if (!(found instanceof Outcome.NotExecuted)) {
            return settle(charge, found);
        }
        if (!gate.awaitOpen(provider.timeLimit())) {
            return Verdict.LATER;
        }
        return commits.commit(new Write.SendAgain(charge.id())) ? execute(charge, tries) : Verdict.LATER;
    }

    private Verdict execute(Charge charge, int tries) throws InterruptedException {
        crashPoints.reached(CrashPoint.C9);
        crashPoints.reached(CrashPoint.C5);
        Outcome outcome = provider.execute(ref(charge), key(charge.idempotencyKey() + ":x", tries));
        crashPoints.reached(CrashPoint.C6);
        if (outcome instanceof Outcome.Refused refused) {
            // Refused for good, or because of its state, which then shows the outcome.
            Outcome state = provider.get(ref(charge));
            return state instanceof Outcome.NotExecuted
                    ? askHuman(charge, "the provider refuses to execute it: " + refused.reason())
                    : settle(charge, state);
        }
        return settle(charge, outcome);
    }

    private Verdict settle(Charge charge, Outcome outcome) throws InterruptedException {
        if (outcome instanceof Outcome.Succeeded) {
            crashPoints.reached(CrashPoint.C7);
            return succeed(charge);
        }
        if (outcome instanceof Outcome.Declined declined) {
            boolean effective = commits.commit(new Write.Decline(charge.id(), declined.reason()));
            counters.declined.add(effective ? 1 : 0);
            return effective ? Verdict.SETTLED : Verdict.LATER;
        }
        if (outcome instanceof Outcome.Missing) {
            return askHuman(charge, "the provider knows no payment " + charge.ref());
        }
        LOG.debug("Charge {} stays in doubt: {}", charge.id(), outcome);
        return Verdict.LATER;
    }

    private Verdict succeed(Charge charge) throws InterruptedException {
        if (commits.commit(new Write.Succeed(charge.order(), ref(charge)))) {
            counters.succeeded.increment();
            return Verdict.SETTLED;
        }
        return read(charge).state() == ChargeState.SUCCEEDED ? Verdict.SETTLED : Verdict.LATER;
    }

    private Verdict askHuman(Charge charge, String why) throws InterruptedException {
        boolean effective = commits.commit(new Write.AskHuman(charge.id(), why));
        if (effective) {
            counters.manual.increment();
            LOG.error("Charge {} needs a human: {}.", charge.id(), why);
        }
        return effective ? Verdict.SETTLED : Verdict.LATER;
    }

    private Charge read(Charge charge) {
        Optional<Charge> stored = database.<Optional<Charge>, RuntimeException>repeatable(
                handle -> new Charges(handle).find(charge.id()));
        return stored.orElseThrow(() -> new ChargingException("Charge " + charge.id() + " has vanished."));
    }

    private static String ref(Charge charge) {
        if (charge.ref() == null) {
            throw new ChargingException("Charge " + charge.id() + " is " + charge.state() + " without a payment.");
        }
        return charge.ref();
    }

    // Another key is safe: only the committed payment is ever executed, and it succeeds at most once.
    private static String key(String key, int tries) {
        return tries < SAME_KEY ? key : key + ":" + tries;
    }
}
