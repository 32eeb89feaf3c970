/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.database.Database;
import io.election4j.billing.payment.PaymentProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charges all due subscriptions while a leadership lasts: each subscription and month exactly once, even if several
 * leaders run at the same time. Thread-safe; runs are independent.
 */
public final class ChargeRun {

    private static final Logger LOG = LoggerFactory.getLogger(ChargeRun.class);
    private static final int PAGE = 1000;

    private final Database database;
    private final Fence fence;
    private final PaymentProvider provider;
    private final ChargeSettings settings;
    private final CrashPoints crashPoints;
    private final Guard guard;

    public ChargeRun(
            Database database,
            Fence fence,
            PaymentProvider provider,
            ChargeSettings settings,
            CrashPoints crashPoints) {
        this(database, fence, provider, settings, crashPoints, fence::guard);
    }

    ChargeRun(
            Database database,
            Fence fence,
            PaymentProvider provider,
            ChargeSettings settings,
            CrashPoints crashPoints,
            Guard guard) {
        this.database = database;
        this.fence = fence;
        this.provider = provider;
        this.settings = settings;
        this.crashPoints = crashPoints;
        this.guard = guard;
    }

    /**
     * Charges until the leadership ends or, if so set, every due charge is settled. Then waits for the charges in
     * flight, because their outcomes must be recorded.
     *
     * @throws ChargingException if the fence cannot be claimed, or the last month to charge has not begun
     * @throws InterruptedException if the thread is interrupted
     */
    public RunReport run(Leadership leadership) throws InterruptedException {
        long token = leadership.fencingToken();
        RunCounters counters = new RunCounters();
        LeaderTerm term;
        try {
            term = fence.claim(settings.holder(), token, leadership::isValid, settings.claimLimit());
        } catch (StaleTermException e) {
            LOG.warn("{}", e.getMessage());
            return counters.report(RunReport.End.STALE, String.valueOf(e.getMessage()), fence.epoch(), token);
        }
        RunReport report;
        try (GroupCommit commits = new GroupCommit(database, fence, guard, term, crashPoints);
                Dispatcher dispatcher = new Dispatcher(
                        flow(commits, term, leadership, counters), settings.inFlight(), settings.rescan())) {
            report = new Run(leadership, term, commits, dispatcher, counters).untilEnd();
        }
        writeDownEnd(term, report.end());
        return counters.report(report.end(), report.message(), term.epoch(), term.token());
    }

    private ChargeFlow flow(GroupCommit commits, LeaderTerm term, Leadership leadership, RunCounters counters) {
        return new ChargeFlow(database, provider, commits, term, new SendGate(leadership), crashPoints, counters);
    }

    private void writeDownEnd(LeaderTerm term, RunReport.End end) {
        try {
            fence.recordEnd(term, end.name());
        } catch (RuntimeException e) {
            LOG.warn("The end of term {} could not be recorded: {}", term.token(), e.toString());
        }
    }

    /** Charges during one claimed term. */
    private final class Run {

        private final Leadership leadership;
        private final LeaderTerm term;
        private final GroupCommit commits;
        private final Dispatcher dispatcher;
        private final RunCounters counters;
        private final Planner planner;

        Run(Leadership leadership, LeaderTerm term, GroupCommit commits, Dispatcher dispatcher, RunCounters counters) {
            this.leadership = leadership;
            this.term = term;
            this.commits = commits;
            this.dispatcher = dispatcher;
            this.counters = counters;
            this.planner = new Planner(database, fence, guard, term, provider.name(), crashPoints);
        }

        RunReport untilEnd() throws InterruptedException {
            try {
                while (mayGoOn()) {
                    if (lookAtEverything() && settings.untilSettled()) {
                        return report(RunReport.End.SETTLED, "Every due charge is settled.");
                    }
                }
            } catch (StaleTermException e) {
                return report(RunReport.End.STALE, String.valueOf(e.getMessage()));
            }
            return isStale()
                    ? report(RunReport.End.STALE, "STALE: a newer term than " + term.token() + " leads.")
                    : report(RunReport.End.LEADERSHIP_ENDED, "The leadership with token " + term.token() + " ended.");
        }

        /** Whether no work was left. */
        private boolean lookAtEverything() throws InterruptedException {
            try {
                dispatch(ChargeState.SENDING);
                int planned = planner.plan(settings.through(), this::mayGoOn);
                counters.planned.add(planned);
                dispatch(ChargeState.PREPARED);
                dispatch(ChargeState.PLANNED);
                dispatcher.awaitIdle(settings.rescan().toMillis());
                long open = database.repeatable(handle -> new Charges(handle).open());
                if (planned == 0 && open == 0 && mayGoOn() && !settings.untilSettled()) {
                    rest(settings.rescan().toMillis());
                } else if (open > 0) {
                    rest(Math.min(20, settings.rescan().toMillis()));
                }
                return planned == 0 && open == 0;
            } catch (StaleTermException | ChargingException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warn("Looking for due charges failed and is tried again: {}", e.toString());
                LOG.debug("Why looking for due charges failed.", e);
                rest(settings.rescan().toMillis());
                return false;
            }
        }

        private void dispatch(ChargeState state) throws InterruptedException {
            Optional<Charge> last = Optional.empty();
            List<Charge> page;
            do {
                Optional<Charge> after = last;
                page = database.<List<Charge>, RuntimeException>repeatable(
                        handle -> new Charges(handle).page(state, after, PAGE));
                for (Charge charge : page) {
                    if (!mayGoOn()) {
                        return;
                    }
                    dispatcher.offer(charge, this::mayGoOn);
                }
                last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
            } while (page.size() == PAGE);
        }

        /** Sleeps in small steps, so that the end of the leadership is noticed. */
        private void rest(long millis) throws InterruptedException {
            long start = System.nanoTime();
            while (mayGoOn() && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis)) {
                TimeUnit.MILLISECONDS.sleep(Math.min(20, millis));
            }
        }

        private boolean mayGoOn() {
            return leadership.isValid() && !isStale();
        }

        private boolean isStale() {
            return commits.isStale() || dispatcher.isStale();
        }

        private RunReport report(RunReport.End end, String message) {
            return counters.report(end, message, term.epoch(), term.token());
        }
    }
}
