/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import io.election4j.harness.bench.Deployment;
import io.election4j.harness.bench.Recorder;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.Libraries;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.scenario.Scenario;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all scenarios on all services, one after the other. One thread at a time. */
public final class CompareRun {
    private static final Logger log = LoggerFactory.getLogger(CompareRun.class);
    private static final String INTERRUPTED = "the comparison was interrupted before this was measured to its end";
    private static final Duration SERVER_START = Duration.ofSeconds(4);

    private final CompareRequest request;
    private final Path directory;
    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final List<String> machine = Machine.describe();
    private final Recorder recorder = new Recorder();
    private final List<String> failures = new ArrayList<>();
    private final Set<Part> measured = ConcurrentHashMap.newKeySet();
    private final Map<String, String> versions = new ConcurrentSkipListMap<>();
    private final Map<String, String> libraries = new ConcurrentSkipListMap<>();
    private volatile @Nullable Progress onDisplay;
    private volatile boolean stopped;

    /** One scenario on one service. */
    private record Part(Scenario scenario, DeploymentSpec deployment) {}

    /**
     * Creates a run that starts now.
     *
     * @param directory where servers and processes run and write logs
     * @param clock source of the date
     */
    public CompareRun(CompareRequest request, Path directory, Clock clock) {
        this.request = request;
        this.directory = directory;
        this.start = clock.instant();
    }

    /**
     * Stops the run because the process ends: no further measurement begins, and {@link #run} does not return any more.
     * Any thread.
     *
     * @return what was measured so far, including what is missing
     */
    public Comparison stop() {
        stopped = true;
        Progress shown = onDisplay;
        if (shown != null) {
            shown.close(); // otherwise it overwrites the next output
        }
        return found(true);
    }

    private void haltIfStopped() {
        while (stopped) {
            LockSupport.park(this);
        }
    }

    /** The failed measurements, one sentence each; complete after {@link #run}. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * Measures everything that was requested.
     *
     * @param err where progress is shown
     */
    public Comparison run(boolean isTerminal, PrintStream err) {
        try (Progress shown = new Progress(estimate(), isTerminal, err)) {
            onDisplay = shown;
            request.deployments().forEach(deployment -> measure(deployment, shown));
        }
        return found(false);
    }

    private List<Omission> unmeasured() {
        return request.deployments().stream()
                .flatMap(deployment -> request.scenarios().stream()
                        .filter(scenario -> !measured.contains(new Part(scenario, deployment)))
                        .map(scenario ->
                                new Omission(scenario.info().id(), "", deployment.backend(), Party.OURS, INTERRUPTED)))
                .toList();
    }

    private Comparison found(boolean interrupted) {
        Conditions conditions = new Conditions(
                start.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.ofNanos(System.nanoTime() - startNanos).toSeconds(),
                request.command(),
                machine,
                request.deployments().get(0).size(),
                request.plan().ttl().toMillis(),
                request.plan().quick(),
                interrupted,
                versions,
                libraries);
        List<Omission> omissions = new ArrayList<>(recorder.omissions());
        omissions.addAll(interrupted ? unmeasured() : List.of());
        return new Comparison(
                conditions,
                request.scenarios().stream().map(Scenario::info).toList(),
                recorder.series(),
                recorder.timelines(),
                omissions);
    }

    private Duration estimate() {
        return request.deployments().stream()
                .flatMap(deployment -> request.scenarios().stream()
                        .map(scenario -> scenario.estimate(request.plan(), deployment.backend())))
                .reduce(SERVER_START.multipliedBy((long) request.deployments().size() * acts().size()), Duration::plus);
    }

    /** Groups the scenarios that share servers. Scenarios that strain servers get their own, unless the run is a quick one. */
    private List<List<Scenario>> acts() {
        List<Scenario> gentle = new ArrayList<>();
        List<List<Scenario>> acts = new ArrayList<>();
        for (Scenario scenario : request.scenarios()) {
            if (scenario.strainsServers() && !request.plan().quick()) {
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

    private void measure(DeploymentSpec spec, Progress progress) {
        acts().forEach(act -> measure(spec, act, progress));
    }

    private void measure(DeploymentSpec spec, List<Scenario> act, Progress progress) {
        haltIfStopped();
        String backend = spec.backend();
        progress.begin(backend + ": the servers start", SERVER_START);
        Path own = directory
                .resolve(backend)
                .resolve("servers-of-" + act.get(0).info().id());
        try (Deployment deployment = spec.open(own)) {
            versions.put(backend, deployment.probe().version());
            libraries.put(backend, Libraries.of(Party.RAW, deployment.uri()).title());
            for (Scenario scenario : act) {
                progress.begin(backend + ": " + scenario.info().title(), scenario.estimate(request.plan(), backend));
                play(scenario, deployment);
                measured.add(new Part(scenario, spec));
            }
        } catch (Exception failure) { // a client library may throw any exception
            fail(backend, "its servers", failure);
        }
    }

    private void play(Scenario scenario, Deployment deployment) {
        haltIfStopped();
        String id = scenario.info().id();
        ScenarioContext context = new ScenarioContext(
                id,
                deployment,
                request.plan(),
                recorder,
                directory.resolve(deployment.backend()).resolve(id));
        try {
            scenario.run(context);
        } catch (Exception failure) { // the other scenarios can still be measured
            haltIfStopped();
            context.omit("", Party.OURS, "failed: " + failure.getMessage());
            fail(deployment.backend(), scenario.info().title(), failure);
        }
    }

    private void fail(String backend, String what, Exception failure) {
        log.debug("{} of {}", what, backend, failure);
        failures.add(backend + ", " + what + ": " + failure.getMessage());
    }
}
