/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.CandidateProcessSpec;
import io.election4j.harness.peer.Libraries;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives one scenario access to one service, and records its samples. Thread-safe. */
public final class ScenarioContext {
    private static final AtomicInteger numbers = new AtomicInteger();

    private final String scenario;
    private final Deployment deployment;
    private final Plan plan;
    private final Recorder recorder;
    private final Path directory;

    /**
     * Creates the context of a scenario.
     *
     * @param scenario id of the scenario
     * @param directory where processes run and write logs
     */
    public ScenarioContext(String scenario, Deployment deployment, Plan plan, Recorder recorder, Path directory) {
        this.scenario = scenario;
        this.deployment = deployment;
        this.plan = plan;
        this.recorder = recorder;
        this.directory = directory;
    }

    public Deployment deployment() {
        return deployment;
    }

    public Plan plan() {
        return plan;
    }

    /** The parties that can be measured on these servers, Election4j first. */
    public List<Party> parties() {
        if (deployment.isSecured()) {
            omit("", Party.RAW, "the plain library is measured on servers without certificates and passwords alone");
            return List.of(Party.OURS);
        }
        return List.of(Party.OURS, Party.RAW);
    }

    /**
     * The {@link #parties()} of scenarios in which leaders fail. A quick plan leaves out a raw library whose dead
     * leaders keep their seats for half a minute.
     */
    public List<Party> partiesThatFailOver() {
        Duration ttl = ttl(Party.RAW, plan.ttl());
        if (plan.quick() && ttl.compareTo(plan.ttl()) > 0) {
            omit("", Party.RAW, "takes too long for --quick: its servers allow no time to live below " + words(ttl));
            return List.of(Party.OURS);
        }
        return parties();
    }

    /** The time to live that a party uses if it is asked for {@code wanted}. */
    public Duration ttl(Party party, Duration wanted) {
        return Libraries.of(party, deployment.uri()).ttl(wanted);
    }

    /** How long to wait for another leader: a service may keep a dead leader's seat for several times to live. */
    public Duration patience(Party party, Duration wanted) {
        return ttl(party, wanted).multipliedBy(6).plusSeconds(30);
    }

    /** Returns a name that no election has used. */
    public String newElection() {
        return "e" + numbers.incrementAndGet();
    }

    /** Starts a candidate process that connects to the servers directly. */
    public CandidateProcess start(Party party, String role) {
        return start(party, role, deployment.hosts(), plan.ttl());
    }

    /** Starts a candidate process that connects to these hosts. */
    public CandidateProcess start(Party party, String role, List<String> hosts, Duration ttl) {
        return CandidateProcess.start(spec(party, role, hosts, ttl, ""));
    }

    /** Starts a process that enters an election at once, under the key {@link CandidateProcessSpec#FIRST}. */
    public CandidateProcess startAndEnter(Party party, String role, String election) {
        return CandidateProcess.start(spec(party, role, deployment.hosts(), plan.ttl(), election));
    }

    private CandidateProcessSpec spec(Party party, String role, List<String> hosts, Duration ttl, String enters) {
        String name = role + "-" + numbers.incrementAndGet();
        return new CandidateProcessSpec(
                name, party, deployment.uri().toString(), hosts, ttl(party, ttl), directory.resolve(name), enters);
    }

    /** Creates a proxied network for one process; the servers must run on this machine. */
    public ProxiedNetwork lines() {
        return new ProxiedNetwork(deployment.hosts());
    }

    /** Adds one sample. */
    public void add(Party party, String metric, String setting, Unit unit, double sample) {
        add(party, metric, setting, unit, List.of(sample));
    }

    /** Adds samples. */
    public void add(Party party, String metric, String setting, Unit unit, List<Double> samples) {
        recorder.add(scenario, metric, setting, deployment.backend(), party, unit, samples);
    }

    /** Adds a span of time in milliseconds, between two readings of the monotonic clock. */
    public void addSpan(Party party, String metric, String setting, long fromNanos, long toNanos) {
        add(party, metric, setting, Unit.MILLISECONDS, (toNanos - fromNanos) / 1e6);
    }

    /** Adds a time line. */
    public void add(Party party, String setting, List<Timeline.Bar> bars) {
        recorder.add(new Timeline(scenario, setting, deployment.backend(), party, bars));
    }

    /** Records that something is not measured. */
    public void omit(String setting, Party party, String reason) {
        recorder.add(new Omission(scenario, setting, deployment.backend(), party, reason));
    }

    /** A task for one party. */
    public interface Task {
        void run(Party party) throws Exception;
    }

    /**
     * Runs a task for one party. If a plain library fails, an omission in the report says so.
     *
     * @return whether it succeeded
     * @throws IllegalStateException if Election4j fails
     */
    public boolean attempt(String setting, Party party, Task task) {
        try {
            task.run(party);
            return true;
        } catch (Exception failure) { // a client library may throw any exception
            if (party == Party.OURS) {
                throw new IllegalStateException(failure.getMessage(), failure);
            }
            omit(setting, party, "was given up: " + failure.getMessage());
            return false;
        }
    }

    /**
     * Runs a task for all parties at the same time, by {@link #attempt}; for tasks that mostly wait. Returns when all
     * are done.
     *
     * @throws IllegalStateException if Election4j fails
     */
    public void together(String setting, List<Party> parties, Task task) {
        List<CompletableFuture<Void>> all = parties.stream()
                .map(party -> CompletableFuture.runAsync(
                        () -> attempt(setting, party, task), run -> daemon("measure-" + party, run)))
                .toList();
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failed) {
            Throwable ours = Objects.requireNonNullElse(failed.getCause(), failed);
            throw new IllegalStateException(ours.getMessage(), ours);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Formats a span for the name of a setting: {@code 2 s}, {@code 500 ms}. */
    public static String words(Duration span) {
        return span.toMillis() % 1_000 == 0 ? span.toSeconds() + " s" : span.toMillis() + " ms";
    }
}
