/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.harness.peer.InjectedDefect;
import io.election4j.harness.server.TemporaryFolder;
import io.election4j.harness.storm.FaultKind;
import io.election4j.harness.storm.Storm;
import io.election4j.harness.storm.StormPlan;
import io.election4j.harness.storm.StormReport;
import io.election4j.harness.storm.Verdict;
import io.election4j.testkit.server.NamespaceNetwork;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests whether elections keep their promises during random faults. */
@Command(
        name = "storm",
        description = {
            "Breaks servers and lines at random while candidates are elected, and judges what happened.",
            "Starts three servers and several processes of candidates on this machine, freezes and kills them, "
                    + "breaks, stalls and slows their lines, delivers requests late, and checks that no two terms were "
                    + "valid at one time, that tokens rose, and that every election had a leader again in the end.",
            "Between servers, lines are broken where Linux lets bin/election make a network of the storm's own."
        },
        footer = {
            "",
            "Examples:",
            "  bin/election storm consul",
            "  bin/election storm etcd --length 1m --seed 42",
            "  bin/election storm zookeeper --terms 2000 --length 1h"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that is promised held",
            "1:a promise was broken, or the storm could not be run",
            "2:wrong usage",
            "130:interrupted by Ctrl-C, after the report of what had happened by then"
        })
final class StormCommand implements Callable<Integer> {
    private static final List<String> BACKENDS = List.of("zookeeper", "etcd", "consul");
    private static final int MOST_SEEDS = 1_000_000;
    private static final int MOST_PROCESSES = 20;
    private static final int MOST_ELECTIONS = 200;
    private static final int END_SECONDS = 60;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec command = CommandSpec.create(); // replaced by picocli

    @Parameters(paramLabel = "SERVICE", description = "One of zookeeper, etcd, consul.")
    private String service = "";

    @Option(
            names = "--length",
            paramLabel = "SPAN",
            defaultValue = "10m",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ZERO;

    @Option(names = "--terms", paramLabel = "N", description = "End after so many terms, if that is earlier.")
    private int terms = Integer.MAX_VALUE;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeat the faults of a storm that printed this seed (default: a random one).")
    private long seed = new Random().nextInt(MOST_SEEDS);

    @Option(
            names = "--ttl",
            paramLabel = "SPAN",
            defaultValue = "2s",
            description = "The time to live (default: ${DEFAULT-VALUE}).")
    private Duration ttl = Duration.ZERO;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many processes of candidates (default: ${DEFAULT-VALUE}).")
    private int processes;

    @Option(
            names = "--elections",
            paramLabel = "N",
            defaultValue = "20",
            description = "In how many elections each process stands (default: ${DEFAULT-VALUE}).")
    private int elections;

    @Option(
            names = "--options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "What the candidates' URI says beside the time to live, such as session=ttl.")
    private String options = "";

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            split = ",",
            description = "Only these, divided by commas: ${COMPLETION-CANDIDATES}.")
    private List<FaultKind> faults = List.of();

    @Override
    public Integer call() {
        common.startLogging();
        StormPlan plan = plan();
        PrintWriter err = command.commandLine().getErr();
        err.printf("storm on %s, seed %d%n", service, seed);
        if (faults.isEmpty() && !NamespaceNetwork.isPossible()) {
            err.println("nothing is broken between servers: no network of its own can be made here");
        }
        err.flush();
        CountDownLatch done = new CountDownLatch(1);
        try (TemporaryFolder folder = TemporaryFolder.create("election4j-storm-")) {
            Storm storm = new Storm(plan, folder.path(), err);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(storm, done), "interrupt"));
            Verdict verdict = storm.run();
            PrintWriter out = command.commandLine().getOut();
            out.print(StormReport.of(verdict));
            out.flush();
            return verdict.isGood() ? ExitStatus.DONE : ExitStatus.FAILED;
        } finally {
            done.countDown();
        }
    }

    /** Handles Ctrl-C: the events so far are judged, and no process that was started is left. */
    private static void interrupt(Storm storm, CountDownLatch done) {
        storm.stop();
        try {
            if (!done.await(END_SECONDS, TimeUnit.SECONDS)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private StormPlan plan() {
        require(
                BACKENDS.contains(service),
                "SERVICE must be one of " + String.join(", ", BACKENDS) + ", not " + service);
        require(!length.isNegative() && !length.isZero(), "--length must be longer than nothing");
        require(terms > 0, "--terms must be at least 1, not " + terms);
        require(
                processes > 0 && processes <= MOST_PROCESSES,
                "--processes must be between 1 and " + MOST_PROCESSES + ", not " + processes);
        require(
                elections > 0 && elections <= MOST_ELECTIONS,
                "--elections must be between 1 and " + MOST_ELECTIONS + ", not " + elections);
        return new StormPlan(
                service, options, ttl, length, terms, seed, processes, elections, kinds(), InjectedDefect.NONE);
    }

    private Set<FaultKind> kinds() {
        List<FaultKind> possible = Arrays.stream(FaultKind.values())
                .filter(kind -> NamespaceNetwork.isPossible() || !kind.isOfNetwork())
                .toList();
        faults.stream()
                .filter(kind -> !possible.contains(kind))
                .findFirst()
                .ifPresent(
                        kind -> require(
                                false,
                                "--faults " + kind
                                        + " needs a network of its own for the storm, which bin/election makes on Linux"
                                        + " with the programs unshare, nsenter, ip and bridge, where the system lets its user"));
        return Set.copyOf(faults.isEmpty() ? possible : faults);
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), sentence);
        }
    }
}
