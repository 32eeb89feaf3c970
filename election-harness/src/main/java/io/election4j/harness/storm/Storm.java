/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.harness.bench.Deployment;
import io.election4j.harness.bench.ProxiedNetwork;
import io.election4j.harness.compare.DeploymentSpec;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.CandidateProcessSpec;
import io.election4j.harness.peer.PeerEvent;
import io.election4j.harness.result.Party;
import io.election4j.testkit.history.History;
import io.election4j.testkit.history.HistoryEvent;
import io.election4j.testkit.server.NamespaceNetwork;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ServerNetwork;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * Runs three servers of a service and candidate processes that stand in several elections repeatedly, injects random
 * faults, and then checks the promises of the library. One run; {@link #stop} may be called by any thread.
 */
public final class Storm {
    private static final int SERVERS = 3;
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration REPORT = Duration.ofSeconds(10);

    private final StormPlan plan;
    private final Path directory;
    private final PrintWriter progress;
    private final WinCounter wins;
    private final List<StormProcess> processes = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<QuietPeriod> calms = new ArrayList<>();
    private final long start = System.nanoTime();
    private volatile long begin = start;
    private volatile boolean stopped;

    /**
     * Creates a storm.
     *
     * @param directory where servers and processes run and write logs
     * @param progress receives the progress
     */
    public Storm(StormPlan plan, Path directory, PrintWriter progress) {
        this.plan = plan;
        this.directory = directory;
        this.progress = progress;
        this.wins = new WinCounter(elections());
    }

    /** Ends the storm early; {@link #run} then judges the events so far. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs the storm, in a network of the servers' own if a fault needs one. Nothing that it started is left when it
     * returns or throws.
     *
     * @throws io.election4j.ElectionException if servers do not start, or do not start again after a fault
     */
    public Verdict run() {
        if (plan.kinds().stream().noneMatch(FaultKind::isOfNetwork)) {
            return run(ServerNetwork.LOOPBACK, Optional.empty());
        }
        try (NamespaceNetwork network = NamespaceNetwork.create(SERVERS, directory.resolve("network"))) {
            return run(network, Optional.of(network));
        }
    }

    private Verdict run(ServerNetwork network, Optional<NamespaceNetwork> breakable) {
        try (Deployment deployment =
                        DeploymentSpec.local(plan.backend(), SERVERS).open(directory.resolve("servers"), network);
                Reporter reporter = new Reporter(REPORT, this::tellProgress)) {
            ServerCluster servers = deployment.cluster().orElseThrow();
            startProcesses(deployment);
            begin = System.nanoTime();
            reporter.start();
            injectFaults(servers, breakable);
            List<String> vacant = stopped ? List.of() : awaitLeaders();
            processes.forEach(StormProcess::close);
            return new Verdict(plan, begin, List.copyOf(faults), List.copyOf(calms), events(), vacant);
        } finally {
            processes.forEach(StormProcess::close);
        }
    }

    private List<String> elections() {
        return IntStream.rangeClosed(1, plan.elections())
                .mapToObj(number -> "e" + number)
                .toList();
    }

    private void startProcesses(Deployment deployment) {
        String options = plan.options().isEmpty() ? "" : "?" + plan.options();
        for (int number = 1; number <= plan.processes(); number++) {
            String name = "candidates-" + number;
            ProxiedNetwork lines = new ProxiedNetwork(deployment.hosts());
            CandidateProcess handle = CandidateProcess.start(new CandidateProcessSpec(
                    name,
                    Party.OURS,
                    deployment.uri() + options,
                    lines.hosts(),
                    plan.ttl(),
                    directory.resolve(name),
                    ""));
            processes.add(new StormProcess(name, handle, lines));
            handle.listen(this::take);
            handle.standRepeatedly(elections(), plan.seed() + number, plan.defect());
        }
    }

    private void take(PeerEvent event) {
        if (event.kind() == PeerEvent.Kind.WON) {
            wins.add(event.key());
        }
    }

    /** Injects rounds of faults, with a quiet period after each. */
    private void injectFaults(ServerCluster servers, Optional<NamespaceNetwork> network) {
        Schedule schedule = new Schedule(plan);
        FaultInjector injector = new FaultInjector(servers, network, processes);
        int number = 0;
        do {
            new Round(injector, this::isOver, faults::add).play(schedule.round(++number));
            if (!stopped) {
                servers.awaitReady();
                quiet();
            }
        } while (!isOver());
    }

    private void quiet() {
        long from = System.nanoTime();
        while (!isOver() && System.nanoTime() - from < CALM.toNanos()) {
            Round.pause();
        }
        calms.add(new QuietPeriod(from, System.nanoTime()));
    }

    private boolean isOver() {
        return stopped
                || wins.count() >= plan.terms()
                || System.nanoTime() - begin > plan.length().toNanos();
    }

    /** Waits until each election has had a win since the last fault, and returns the elections without one at the timeout. */
    private List<String> awaitLeaders() {
        wins.startAnew();
        long from = System.nanoTime();
        Duration patience = plan.ttl().multipliedBy(6).plusSeconds(30);
        while (!stopped && !wins.missing().isEmpty() && System.nanoTime() - from < patience.toNanos()) {
            Round.pause();
        }
        return stopped ? List.of() : wins.missing();
    }

    private List<HistoryEvent> events() {
        return processes.stream()
                .map(process -> process.handle().history())
                .filter(Files::exists)
                .flatMap(file -> History.read(file).stream())
                .toList();
    }

    private void tellProgress() {
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        progress.printf("%4d s: %,d terms, %d faults%n", seconds, wins.count(), faults.size());
        progress.flush();
    }
}
