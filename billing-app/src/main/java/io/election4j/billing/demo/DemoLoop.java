/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import io.election4j.Leader;
import io.election4j.LeaderWatch;
import io.election4j.billing.demo.fault.FaultInjector;
import io.election4j.billing.demo.process.Child;
import io.election4j.billing.demo.process.Replicas;
import io.election4j.billing.demo.timeline.Timeline;
import io.election4j.billing.demo.view.Tone;
import io.election4j.billing.demo.view.View;
import io.election4j.billing.status.BillingStatus;
import io.election4j.billing.status.TermRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Watches the work from the first charge to the last, shows it, and injects the faults that are due. */
final class DemoLoop {

    private static final long LOOK_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final InstantSource clock;
    private final BillingStatus status;
    private final YearMonth month;
    private final long due;
    private final LeaderWatch watch;
    private final Replicas replicas;
    private final Timeline timeline;
    private final FaultInjector injector;
    private final View view;
    private long lastToken = -1;
    private long lastRejections;
    private long lastSettled = -1;
    private Instant lastMove;

    DemoLoop(
            InstantSource clock,
            BillingStatus status,
            YearMonth month,
            long due,
            LeaderWatch watch,
            Replicas replicas,
            Timeline timeline,
            FaultInjector injector,
            View view) {
        this.clock = clock;
        this.status = status;
        this.month = month;
        this.due = due;
        this.watch = watch;
        this.replicas = replicas;
        this.timeline = timeline;
        this.injector = injector;
        this.view = view;
        this.lastMove = clock.instant();
    }

    /**
     * Returns once every charge is settled and every fault has been injected.
     *
     * @throws DemoException if a replica ends by itself, or there is no progress for too long
     */
    void untilSettled() throws InterruptedException {
        try {
            while (!step()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } finally {
            view.endProgress();
        }
    }

    private boolean step() throws InterruptedException {
        Instant now = clock.instant();
        long settled = status.counts(month).settled();
        Optional<Leader> leader = watch.leader();
        timeline.terms(status.terms());
        announceTerms();
        view.progress(
                timeline.millis(now),
                settled,
                due,
                leader.map(Leader::candidateId).filter(replicas::canLead));
        injector.step(now, (double) settled / due, leader);
        announceRejections(now);
        requireMovement(now, settled);
        return settled >= due && injector.isDone();
    }

    private void announceTerms() {
        for (Optional<TermRow> next = timeline.successorOf(lastToken);
                next.isPresent();
                next = timeline.successorOf(lastToken)) {
            TermRow term = next.get();
            Optional<Long> recovery = timeline.recoveryMillis(lastToken);
            view.event(
                    timeline.millis(term.claimedAt()),
                    Tone.GOOD,
                    term.holder() + " leads with token " + term.token()
                            + recovery.map(millis -> ", " + View.seconds(millis) + " later")
                                    .orElse(""));
            lastToken = term.token();
        }
    }

    private void announceRejections(Instant now) {
        long rejections = status.fenceRejections();
        if (rejections > lastRejections) {
            view.event(
                    timeline.millis(now),
                    Tone.COLD,
                    "the fence refuses " + (rejections - lastRejections)
                            + " decision(s) of a leader whose time is over");
            lastRejections = rejections;
        }
    }

    private void requireMovement(Instant now, long settled) {
        Optional<Child> gone = replicas.unexpectedlyEnded();
        if (gone.isPresent()) {
            throw new DemoException(gone.get().name() + " ended by itself with status "
                    + gone.get().exitStatus().orElse(-1) + ".");
        }
        if (settled != lastSettled) {
            lastSettled = settled;
            lastMove = now;
        } else if (Duration.between(lastMove, now).compareTo(PATIENCE) > 0) {
            throw new DemoException("No charge was settled for " + PATIENCE.toSeconds() + " s.");
        }
    }
}
