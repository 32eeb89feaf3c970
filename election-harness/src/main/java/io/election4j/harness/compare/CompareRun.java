/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import io.election4j.harness.bench.Bench;
import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.Recorder;
import io.election4j.harness.bench.Site;
import io.election4j.harness.peer.Libraries;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Party;
import io.election4j.harness.scenario.Scenario;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays all scenarios on all services, one after the other. One thread at a time. */
public final class CompareRun {
    private static final Logger log = LoggerFactory.getLogger(CompareRun.class);
    private static final Duration SERVER_START = Duration.ofSeconds(4);

    private final Plan plan;
    private final List<Scenario> scenarios;
    private final Path directory;
    private final Clock clock;
    private final Recorder recorder = new Recorder();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> libraries = new LinkedHashMap<>();
    private volatile boolean stopped;

    /**
     * Prepares a run.
     *
     * @param directory where servers and processes run and log
     * @param clock tells the date
     */
    public CompareRun(Plan plan, List<Scenario> scenarios, Path directory, Clock clock) {
        this.plan = plan;
        this.scenarios = List.copyOf(scenarios);
        this.directory = directory;
        this.clock = clock;
    }

    /** The process is ending: nothing more begins, and {@link #run} does not return any more. Any thread. */
    public void stop() {
        stopped = true;
    }

    private void haltIfStopped() {
        while (stopped) {
            LockSupport.park(this);
        }
    }

    /** What could not be measured although it should have been, one sentence each; complete after {@link #run}. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * Measures.
     *
     * @param sites what to measure, in this order
     * @param command repeats this run
     * @param err where progress is shown
     */
    public Comparison run(List<SiteSpec> sites, String command, boolean isTerminal, PrintStream err) {
        Instant start = clock.instant();
        long startNanos = System.nanoTime();
        List<String> machine = Machine.describe();
        try (Progress progress = new Progress(estimate(sites), isTerminal, err)) {
            sites.forEach(site -> measure(site, progress));
        }
        Conditions conditions = new Conditions(
                start.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.ofNanos(System.nanoTime() - startNanos).toSeconds(),
                command,
                machine,
                sites.get(0).size(),
                plan.ttl().toMillis(),
                plan.quick(),
                versions,
                libraries);
        return new Comparison(
                conditions,
                scenarios.stream().map(Scenario::info).toList(),
                recorder.series(),
                recorder.timelines(),
                recorder.omissions());
    }

    private Duration estimate(List<SiteSpec> sites) {
        return sites.stream()
                .flatMap(site -> scenarios.stream().map(scenario -> scenario.estimate(plan, site.backend())))
                .reduce(SERVER_START.multipliedBy((long) sites.size() * acts().size()), Duration::plus);
    }

    /** Scenarios that share servers: those that strain them have some of their own, if there is time. */
    private List<List<Scenario>> acts() {
        List<Scenario> gentle = new ArrayList<>();
        List<List<Scenario>> acts = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            if (scenario.strainsServers() && !plan.quick()) {
                acts.add(List.of(scenario));
            } else {
                gentle.add(scenario);
            }
        }
        if (!gentle.isEmpty()) {
            acts.add(0, gentle);
        }
        return acts;
    }

    private void measure(SiteSpec spec, Progress progress) {
        acts().forEach(act -> measure(spec, act, progress));
    }

    private void measure(SiteSpec spec, List<Scenario> act, Progress progress) {
        haltIfStopped();
        String backend = spec.backend();
        progress.begin(backend + ": the servers start", SERVER_START);
        Path own = directory
                .resolve(backend)
                .resolve("servers-of-" + act.get(0).info().id());
        try (Site site = spec.open(own)) {
            versions.put(backend, site.probe().version());
            libraries.put(backend, Libraries.of(Party.RAW, site.uri()).title());
            for (Scenario scenario : act) {
                progress.begin(backend + ": " + scenario.info().title(), scenario.estimate(plan, backend));
                play(scenario, site);
            }
        } catch (Exception failure) { // whatever a client library throws
            fail(backend, "its servers", failure);
        }
    }

    private void play(Scenario scenario, Site site) {
        haltIfStopped();
        String id = scenario.info().id();
        Bench bench = new Bench(
                id, site, plan, recorder, directory.resolve(site.backend()).resolve(id));
        try {
            scenario.run(bench);
        } catch (Exception failure) { // the other scenarios are still worth having
            haltIfStopped();
            bench.omit("", Party.OURS, "failed: " + failure.getMessage());
            fail(site.backend(), scenario.info().title(), failure);
        }
    }

    private void fail(String backend, String what, Exception failure) {
        log.debug("{} of {}", what, backend, failure);
        failures.add(backend + ", " + what + ": " + failure.getMessage());
    }
}
