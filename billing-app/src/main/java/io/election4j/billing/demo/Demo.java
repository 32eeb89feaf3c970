/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import io.election4j.LeaderWatch;
import io.election4j.billing.audit.Audit;
import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.database.Database;
import io.election4j.billing.demo.fault.FaultInjector;
import io.election4j.billing.demo.fault.FaultSchedule;
import io.election4j.billing.demo.process.Child;
import io.election4j.billing.demo.process.DemoFolder;
import io.election4j.billing.demo.process.LogTail;
import io.election4j.billing.demo.process.Replicas;
import io.election4j.billing.demo.timeline.Timeline;
import io.election4j.billing.demo.view.DemoFacts;
import io.election4j.billing.demo.view.DemoSummary;
import io.election4j.billing.demo.view.JsonReport;
import io.election4j.billing.demo.view.Tone;
import io.election4j.billing.demo.view.View;
import io.election4j.billing.status.AuditText;
import io.election4j.billing.status.BillingStatus;
import io.election4j.spi.BackendUri;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Runs the demonstration: a cluster of real processes charges a month of subscriptions while its leaders are killed,
 * frozen and retired and its payment provider fails; then an audit reports whether each was charged exactly once.
 */
public final class Demo implements AutoCloseable {

    private static final Duration FREEZE = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(15);
    private static final int LOG_LINES = 12;
    private static final String FAIL_AFTER_COMMIT = "0.02";
    private static final String DROP_REPLY = "0.01";

    private final DemoSettings settings;
    private final View view;
    private final InstantSource clock;
    private final DemoEnvironment environment;
    private final Instant began;
    private volatile boolean ended;

    private Demo(DemoSettings settings, View view, InstantSource clock, DemoEnvironment environment) {
        this.settings = settings;
        this.view = view;
        this.clock = clock;
        this.environment = environment;
        this.began = clock.instant();
    }

    /**
     * Prepares a demonstration without starting it.
     *
     * @param mainClass the class that every process runs, with the arguments of the command line
     * @param demoFolder removed when the demonstration is closed
     */
    public static Demo prepare(
            DemoSettings settings, View view, InstantSource clock, String mainClass, DemoFolder demoFolder) {
        return new Demo(settings, view, clock, new DemoEnvironment(demoFolder, mainClass));
    }

    /** Runs it and returns whether every subscription was charged exactly once. */
    public boolean run() throws InterruptedException, IOException {
        try {
            return loop();
        } catch (RuntimeException | IOException failed) {
            view.endProgress();
            if (Shutdown.isUnderWay()) {
                // The database closes itself when this process is about to end, so this is no failure.
                Shutdown.await();
            }
            showLogs();
            throw failed;
        } finally {
            ended = true;
        }
    }

    private boolean loop() throws InterruptedException, IOException {
        event(Tone.PLAIN, "starting a database, a payment provider and " + serviceName());
        YearMonth month = YearMonth.from(began.atOffset(ZoneOffset.UTC));
        // Each start takes time, so all start at once.
        Child providerProcess = environment.startProvider(providerArguments());
        BackendUri backend = environment.backend(settings.backend());
        Database database = environment.database();
        SubscriptionSet customers = SubscriptionSet.found(
                database, settings.subscriptions(), environment.demoFolder().folder(), settings.seed(), month);
        DemoEnvironment.Provider provider = environment.awaitProvider(providerProcess);
        Replicas replicas =
                new Replicas(environment.processes(), replicaArguments(backend, provider, month, customers.due()));
        introduce(customers, backend, provider);
        for (int i = 1; i <= settings.replicas(); i++) {
            replicas.start("replica-" + i);
        }
        LeaderWatch watch = environment.watch(backend);
        Timeline timeline = new Timeline(began);
        BillingStatus status = new BillingStatus(database.jdbi());
        FaultInjector injector = new FaultInjector(
                new FaultSchedule(FaultSchedule.STANDARD),
                replicas,
                timeline,
                provider.control(),
                view,
                settings.latency(),
                FREEZE);
        new DemoLoop(clock, status, month, customers.due(), watch, replicas, timeline, injector, view).untilSettled();
        event(Tone.PLAIN, "every charge is settled; the replicas are asked to end");
        dismiss(replicas);
        timeline.finish(status.terms());
        provider.control().heal();
        return conclude(new Audit(database, provider.payments()).run(month), timeline);
    }

    /** Ends every process and removes every file; any thread may call it, at any time and more than once. */
    @Override
    public void close() {
        environment.close();
        if (!ended) {
            boolean kept = environment.demoFolder().isKept();
            view.say(
                    Tone.PLAIN,
                    "The demonstration was stopped; "
                            + (kept
                                    ? "its files are in "
                                            + environment.demoFolder().folder()
                                    : "nothing of it is left")
                            + ".");
        }
    }

    private void event(Tone tone, String text) {
        view.event(Duration.between(began, clock.instant()).toMillis(), tone, text);
    }

    private void introduce(SubscriptionSet customers, BackendUri backend, DemoEnvironment.Provider provider) {
        event(Tone.PLAIN, customers.description());
        event(Tone.PLAIN, settings.replicas() + " replicas, elected by " + backend);
        event(
                Tone.PLAIN,
                "payment provider at " + provider.uri() + ", "
                        + settings.latency().toMillis() + " ms a request;");
        event(Tone.PLAIN, "2 % of requests fail after they were carried out, 1 % are never answered");
        if (environment.demoFolder().isKept()) {
            event(Tone.PLAIN, "files and logs in " + environment.demoFolder().folder());
        }
    }

    private String serviceName() {
        String scheme = settings.backend().scheme();
        return settings.backend().hosts().isEmpty()
                ? "a server of " + scheme + " that elects the leader"
                : "looking for " + scheme + ", which elects the leader";
    }

    private void showLogs() {
        for (Path log : environment.logs()) {
            view.say(Tone.FAINT, "");
            view.say(Tone.FAINT, "The last lines of " + log.getFileName() + ":");
            LogTail.of(log, LOG_LINES).forEach(line -> view.say(Tone.FAINT, "  " + line));
        }
    }

    private List<String> providerArguments() {
        return List.of(
                "provider",
                "--stop-on-stdin-eof",
                "--books",
                environment.demoFolder().subfolder("provider").toString(),
                "--latency",
                settings.latency().toMillis() + "ms",
                "--fail-after-commit",
                FAIL_AFTER_COMMIT,
                "--drop-reply",
                DROP_REPLY,
                "--seed",
                String.valueOf(settings.seed()));
    }

    private List<String> replicaArguments(
            BackendUri backend, DemoEnvironment.Provider provider, YearMonth month, long charges) {
        return List.of(
                "run",
                "--stop-on-stdin-eof",
                "--verbose",
                "--backend",
                backend.toString(),
                "--database",
                environment.databaseUrl(),
                "--provider",
                provider.uri().toString(),
                "--period",
                month.toString(),
                "--in-flight",
                String.valueOf(settings.inFlightFor(charges)));
    }

    private void dismiss(Replicas replicas) throws InterruptedException {
        replicas.all().forEach(child -> replicas.expectEnd(child.name()));
        replicas.all().forEach(Child::terminate);
        long start = System.nanoTime();
        for (Child child : replicas.all()) {
            long left = GOODBYE.toNanos() - (System.nanoTime() - start);
            if (!child.awaitEnd(Duration.ofNanos(Math.max(0, left)))) {
                event(Tone.BAD, child.name() + " does not end and is killed");
                child.close();
            }
        }
    }

    private boolean conclude(AuditReport audit, Timeline timeline) throws IOException {
        AuditText text = new AuditText(audit);
        Instant now = clock.instant();
        DemoSummary summary = new DemoSummary(view);
        summary.timeline(timeline.spans(now), timeline.failovers());
        summary.audit(text);
        if (settings.json().isPresent()) {
            Path file = settings.json().get();
            JsonReport.write(
                    file,
                    DemoFacts.of(
                            audit,
                            text.isExactlyOnce(),
                            timeline.millis(now),
                            timeline.spans(now),
                            timeline.failovers()));
        }
        return text.isExactlyOnce();
    }
}
