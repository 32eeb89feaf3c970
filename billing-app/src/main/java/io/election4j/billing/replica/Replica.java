/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.election4j.Candidacy;
import io.election4j.CandidacyStatus;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.billing.charging.ChargeRun;
import io.election4j.billing.charging.RunReport;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs one replica of the service: stands for the election {@code billing} and charges while it leads. Thread-safe.
 *
 * <p>It announces events in plain lines. The line that starts with {@link #READY} comes once the coordination service
 * has answered; from then on this replica can take over.
 */
public final class Replica implements AutoCloseable {

    /** The election of all replicas. */
    public static final String ELECTION = "billing";

    /** The start of the line that announces that this replica stands for election. */
    public static final String READY = "ready:";

    private static final long LOOK_MILLIS = 100;

    private final ReplicaSettings settings;
    private final Elections elections;
    private final ChargeRun charging;
    private final Consumer<String> announcements;
    private final Resources resources;
    private final CountDownLatch finished = new CountDownLatch(1);

    @Inject
    Replica(
            ReplicaSettings settings,
            Elections elections,
            ChargeRun charging,
            Consumer<String> announcements,
            Resources resources) {
        this.settings = settings;
        this.elections = elections;
        this.charging = charging;
        this.announcements = announcements;
        this.resources = resources;
    }

    /**
     * Opens everything that a replica needs.
     *
     * @param announcements gets each line, from several threads
     */
    public static Replica open(ReplicaSettings settings, Consumer<String> announcements) {
        Injector injector = Guice.createInjector(
                Stage.DEVELOPMENT,
                new SettingsModule(settings, announcements),
                new DatabaseModule(),
                new ProviderModule(),
                new ElectionModule(),
                new ChargingModule());
        Resources resources = injector.getInstance(Resources.class);
        try {
            return injector.getInstance(Replica.class);
        } catch (ProvisionException failed) {
            resources.close();
            // The failure of the part, without Guice's report around it.
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Stands and charges; returns when closed or, if so set, when nothing is left to charge. */
    public void run() throws InterruptedException {
        try (Candidacy candidacy = elections.enter(ELECTION, settings.replicaId(), this::lead)) {
            boolean ready = false;
            Optional<String> problem = Optional.empty();
            while (!finished.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                CandidacyStatus status = candidacy.status();
                ready = ready || announceReady(status);
                if (!status.problem().equals(problem)) {
                    problem = status.problem();
                    problem.ifPresent(text -> announcements.accept("problem: " + text));
                }
            }
        }
    }

    /**
     * Withdraws, so that another replica takes over, waits for charges in flight, and closes everything. Blocks until
     * then, at most about twice the time to live.
     */
    @Override
    public void close() {
        finished.countDown();
        // First, because charges in flight need everything else.
        elections.close();
        resources.close();
    }

    private boolean announceReady(CandidacyStatus status) {
        boolean ready =
                switch (status.state()) {
                    case WAITING, LEADING -> true;
                    default -> false;
                };
        if (ready) {
            announcements.accept(READY + " " + settings.replicaId() + " stands for election '" + ELECTION + "' at "
                    + settings.backend());
        }
        return ready;
    }

    private void lead(Term term) throws InterruptedException {
        announcements.accept(settings.replicaId() + " leads with token " + term.fencingToken());
        RunReport report = charging.run(new TermLeadership(term));
        announcements.accept(settings.replicaId() + " leads no more with token " + report.token() + " after "
                + report.succeeded() + " successful charges: " + report.message());
        if (report.end() == RunReport.End.SETTLED && settings.exitWhenDone()) {
            finished.countDown();
        }
    }
}
