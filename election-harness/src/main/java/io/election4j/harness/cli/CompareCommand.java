/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.compare.CompareRequest;
import io.election4j.harness.compare.CompareRun;
import io.election4j.harness.compare.DeploymentSpec;
import io.election4j.harness.operate.OperationException;
import io.election4j.harness.report.Difference;
import io.election4j.harness.report.JsonReport;
import io.election4j.harness.report.ReportFiles;
import io.election4j.harness.report.TerminalTable;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.scenario.Scenario;
import io.election4j.harness.scenario.Scenarios;
import io.election4j.harness.server.TemporaryFolder;
import io.election4j.spi.BackendUri;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the backends beside each other and beside the plain client libraries. */
@Command(
        name = "compare",
        description = {
            "Measures which backend fits, and what Election4j costs beside the plain client libraries.",
            "Starts real servers on this machine, plays every scenario on each, and writes a report."
        },
        footer = {
            "",
            "Examples:",
            "  bin/election compare --quick",
            "  bin/election compare --cluster 3 --runs 50 --out report",
            "  bin/election compare --endpoints etcd://host1:2379,host2:2379",
            "  bin/election compare --diff before/report.json after/report.json"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was measured",
            "1:something could not be measured; the report says what",
            "2:wrong usage",
            "130:interrupted by Ctrl-C; the report holds what was measured by then"
        })
final class CompareCommand implements Callable<Integer> {
    private static final List<String> BACKENDS = List.of("zookeeper", "etcd", "consul");
    private static final List<Integer> SIZES = List.of(1, 3);
    private static final int QUICK_RUNS = 4;
    private static final int MOST_RUNS = 1_000;
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
    private static final Duration LONGEST_TTL = Duration.ofMinutes(1);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec command = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--backends",
            paramLabel = "NAME",
            split = ",",
            description = "What to measure, divided by commas (default: zookeeper,etcd,consul).")
    private List<String> backends = BACKENDS;

    @Option(
            names = "--cluster",
            paramLabel = "SIZE",
            defaultValue = "1",
            description = "How many servers of each to start: 1 or 3 (default: ${DEFAULT-VALUE}).")
    private int cluster;

    @Option(
            names = "--endpoints",
            paramLabel = "URI",
            description =
                    "Measure these servers of yours instead. Elections go to the URI's namespace; no server is harmed, and "
                            + "what needs that is left out. May be given for several backends.")
    private List<String> endpoints = List.of();

    @Option(
            names = "--ttl",
            paramLabel = "SPAN",
            defaultValue = "2s",
            description = "The time to live, about how long a dead leader keeps its seat (default: ${DEFAULT-VALUE}).")
    private Duration ttl = Duration.ZERO;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "How often to repeat what takes seconds; what takes less is repeated more often (default: 20).")
    private int runs = 20;

    @Option(names = "--quick", description = "Take less than three minutes: fewer runs, settings and scenarios.")
    private boolean quick;

    @Option(
            names = "--scenarios",
            paramLabel = "ID",
            split = ",",
            description = "Only these, divided by commas: ${COMPLETION-CANDIDATES}.",
            completionCandidates = ScenarioNames.class)
    private List<String> scenarios = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "election-report",
            description = "Where the report goes: report.html, report.json and CSV files (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--diff",
            arity = "2",
            paramLabel = "JSON",
            description = "Measure nothing, and lay two reports side by side.")
    private List<Path> diff = List.of();

    /** The names of all scenarios. */
    static final class ScenarioNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        ScenarioNames() {
            super(Scenarios.all().stream().map(each -> each.info().id()).toList());
        }
    }

    @Override
    public Integer call() throws IOException {
        common.startLogging();
        return diff.isEmpty() ? measure() : layBySide();
    }

    private int measure() throws IOException {
        CompareRequest request = new CompareRequest(plan(), chosen(), deployments(), repeating());
        makeFolder(); // fails before anything is measured
        try (TemporaryFolder folder = TemporaryFolder.create("election4j-compare-")) {
            CompareRun run = new CompareRun(request, folder.path(), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(run, folder), "interrupt"));
            report(run.run(Boolean.getBoolean("election.progress"), System.err));
            PrintWriter err = command.commandLine().getErr();
            run.failures().forEach(failure -> err.println("election: " + failure));
            return run.failures().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    private void report(Comparison comparison) {
        try {
            ReportFiles.write(comparison, out);
        } catch (IOException full) {
            throw new OperationException("the report cannot be written to " + out + ": " + Errors.why(full), full);
        }
        PrintWriter print = command.commandLine().getOut();
        print.print(TerminalTable.of(comparison));
        print.println("The report: " + out.resolve("report.html"));
        print.flush();
    }

    private int layBySide() throws IOException {
        Difference difference = Difference.of(read(diff.get(0)), read(diff.get(1)));
        makeFolder();
        Path page = Files.writeString(out.resolve("difference.html"), difference.html());
        PrintWriter print = command.commandLine().getOut();
        print.print(difference.terminal());
        print.println("The page: " + page);
        print.flush();
        return ExitStatus.DONE;
    }

    private static Comparison read(Path file) {
        try {
            return JsonReport.read(file);
        } catch (IOException unreadable) {
            throw new OperationException(
                    "the report " + file + " cannot be read: " + Errors.why(unreadable), unreadable);
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException cannot) {
            throw new OperationException(
                    "the folder " + out + " for the report cannot be made: " + Errors.why(cannot), cannot);
        }
    }

    private Plan plan() {
        Require.that(
                runs > 0 && runs <= MOST_RUNS, command, "--runs must be between 1 and " + MOST_RUNS + ", not " + runs);
        Require.that(
                ttl.compareTo(SHORTEST_TTL) >= 0 && ttl.compareTo(LONGEST_TTL) <= 0,
                command,
                "--ttl must be between " + ScenarioContext.words(SHORTEST_TTL) + " and "
                        + ScenarioContext.words(LONGEST_TTL) + ", not " + ScenarioContext.words(ttl));
        return new Plan(ttl, quick && !isNamed("--runs") ? QUICK_RUNS : runs, quick);
    }

    /** Handles Ctrl-C: kills the started processes before their folder is removed, and reports what was measured. */
    private void interrupt(CompareRun run, TemporaryFolder folder) {
        if (!Files.exists(folder.path())) {
            return; // the run is complete
        }
        Comparison found = run.stop();
        // the current measurement may still start a process in place of one that has died
        for (List<ProcessHandle> started = descendants(); !started.isEmpty(); started = descendants()) {
            started.forEach(ProcessHandle::destroyForcibly);
            started.forEach(process -> process.onExit().join());
        }
        folder.close();
        if (!found.series().isEmpty()) {
            PrintWriter err = command.commandLine().getErr();
            err.println("election: interrupted; this is what was measured by then");
            err.flush();
            try {
                report(found);
            } catch (OperationException full) {
                err.println("election: " + full.getMessage());
                err.flush();
            }
        }
    }

    private static List<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().toList();
    }

    private List<DeploymentSpec> deployments() {
        if (!endpoints.isEmpty()) {
            return endpoints.stream()
                    .map(BackendUri::parse)
                    .peek(BackendUri::ttl) // checks the time to live
                    .map(DeploymentSpec::given)
                    .toList();
        }
        Require.that(
                !backends.isEmpty(), command, "--backends must name one or more of " + String.join(", ", BACKENDS));
        for (String backend : backends) {
            Require.that(
                    BACKENDS.contains(backend),
                    command,
                    "--backends may name " + String.join(", ", BACKENDS) + ", not " + backend);
        }
        Require.that(SIZES.contains(cluster), command, "--cluster must be 1 or 3, not " + cluster);
        return backends.stream()
                .map(backend -> DeploymentSpec.local(backend, cluster))
                .toList();
    }

    private List<Scenario> chosen() {
        List<String> known = new ScenarioNames();
        scenarios.forEach(id -> Require.that(
                known.contains(id), command, "--scenarios may name " + String.join(", ", known) + ", not " + id));
        return Scenarios.all().stream()
                .filter(each -> scenarios.isEmpty()
                        ? !quick || each.isQuick()
                        : scenarios.contains(each.info().id()))
                .toList();
    }

    private boolean isNamed(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** The command that repeats this run. */
    private String repeating() {
        return "bin/election "
                + String.join(" ", command.commandLine().getParseResult().originalArgs());
    }
}
