/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.server;

import io.election4j.harness.cli.StandardOutput;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ServerProcess;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command that runs servers until it is stopped. Their files are in a temporary folder, which is removed at the end. */
@Command(
        name = "bin/servers start",
        mixinStandardHelpOptions = true,
        version = "election4j 0.1.0-SNAPSHOT",
        description = "Runs servers on this machine until Ctrl-C, for trying things out, and prints the URI to use.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"1:a server did not start or has died", "2:wrong usage"})
public final class StartServers implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final long LOOK_MILLIS = 200;
    private static final long START_LIMIT_SECONDS = 90;
    private static final int LOG_LINES = 10;
    private static final List<Integer> SIZES = List.of(1, 3, 5);

    private final CountDownLatch ending = new CountDownLatch(1);
    private final CompletableFuture<ServerCluster> started = new CompletableFuture<>();

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(paramLabel = "SERVICE", description = "One of ${COMPLETION-CANDIDATES}.")
    private Service service = Service.ETCD; // replaced by picocli, as the parameter is required

    @Option(
            names = "--cluster",
            paramLabel = "SIZE",
            defaultValue = "1",
            description = "How many servers that replicate each other: 1, 3 or 5 (default: 1).")
    private int size;

    private StartServers() {}

    /** Runs the command. Exits with 1 if the servers did not start or one of them died. */
    public static void main(String[] arguments) {
        StandardOutput output = new StandardOutput();
        CommandLine line = commandLine().setOut(output.writer());
        int status = line.execute(arguments);
        line.getOut().flush();
        output.problem().ifPresent(problem -> line.getErr().println("servers: " + problem));
        System.exit(output.problem().isPresent() ? FAILED : status);
    }

    /** Creates the command; does not run it. */
    public static CommandLine commandLine() {
        return new CommandLine(new StartServers())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, arguments) -> {
                    problem.getCommandLine().getErr().println("servers: " + problem.getMessage());
                    return WRONG_USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("servers: " + failure.getMessage());
                    return FAILED;
                });
    }

    @Override
    public Integer call() throws Exception {
        if (!SIZES.contains(size)) {
            throw new ParameterException(spec.commandLine(), "--cluster must be 1, 3 or 5, not " + size);
        }
        TemporaryFolder folder = TemporaryFolder.create("election4j-" + service + "-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder), "end"));
        try {
            started.complete(service.start(size, folder.path()));
        } catch (RuntimeException failed) {
            started.completeExceptionally(failed);
            throw failed;
        }
        ServerCluster cluster = started.join();
        return tell(cluster) ? watch(cluster) : FAILED;
    }

    /** Prints the URI and the processes. Returns false if the output cannot be written. */
    private boolean tell(ServerCluster cluster) {
        String uri = service + "://" + cluster.hosts() + "/demo";
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%n  %s%n%n", uri);
        out.printf("Try it:    bin/billing demo --backend '%s'%n", uri);
        out.println("Processes: "
                + cluster.members().stream()
                        .map(server -> server.name() + " " + server.pid())
                        .collect(Collectors.joining(", ")));
        out.println("Logs:      " + cluster.member(0).directory().getParent() + "/*/*.log");
        out.println("Ctrl-C stops everything and removes its files.");
        return !out.checkError();
    }

    /** Returns when a server has died, or when the command is stopped. */
    private int watch(ServerCluster cluster) throws InterruptedException {
        while (!ending.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<ServerProcess> dead = cluster.members().stream()
                    .filter(server -> !server.isAlive())
                    .findFirst();
            if (dead.isPresent() && !ending.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("servers: " + dead.get().name() + " has died; its log ends with:");
                dead.get().lastLines(LOG_LINES).forEach(err::println);
                err.flush();
                return FAILED;
            }
        }
        return 0;
    }

    private void end(TemporaryFolder folder) {
        ending.countDown();
        // Waits for the start; otherwise servers would write to a folder that has been removed.
        Optional<ServerCluster> cluster = started.handle((up, failure) -> Optional.ofNullable(up))
                .completeOnTimeout(Optional.empty(), START_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
        cluster.ifPresent(ServerCluster::close);
        folder.close();
    }
}
