/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.demo.Demo;
import io.election4j.billing.demo.DemoSettings;
import io.election4j.billing.demo.SubscriptionSource;
import io.election4j.billing.demo.process.DemoFolder;
import io.election4j.billing.demo.view.View;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the demonstration. */
@Command(
        name = "demo",
        exitCodeOnExecutionException = 3,
        description = {
            "Shows everything at work on this machine, with processes of its own, in about a minute:",
            "three replicas charge a month of subscriptions while their leaders are killed (three times), frozen",
            "and retired, and while the payment provider fails. Then an audit of the provider's books says",
            "whether every subscription was charged exactly once.",
            "",
            "It needs no server, no fixed port and no account, and leaves nothing behind."
        },
        footer = {
            "",
            "Examples:",
            "  billing demo",
            "  billing demo --subscriptions 2000 --json result.json",
            "  billing demo --file customers.csv --id-column id --amount-column price --currency USD \\",
            "      --where active=yes",
            "  billing demo --backend zookeeper://127.0.0.1:2181",
            "",
            "The JSON file has: exactlyOnce, due, charged, declined, manual, duplicates, missing, amountMinor,",
            "currency (that of the largest amount, if there are several), amounts (by currency), fenceRejections,",
            "durationMillis, terms (candidate, token, startedMillis, endedMillis, end) and failovers (cause,",
            "millis). Times are in milliseconds since the demonstration began.",
            "",
            "Exit status: 0 charged exactly once, 1 not, 2 wrong usage, 3 failed before that could be said."
        })
final class DemoCommand implements Callable<Integer> {

    /** The launcher sets it, because it can ask the operating system. */
    private static final String TERMINAL = "billing.terminal";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final CsvOptions csv = new CsvOptions();

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--backend",
            paramLabel = "URI",
            defaultValue = "zookeeper",
            description = "The service that elects the leader. A bare scheme means that one is started for the"
                    + " demonstration (default: ${DEFAULT-VALUE}).")
    private String backend = "zookeeper";

    @Option(
            names = "--subscriptions",
            paramLabel = "N",
            defaultValue = "600",
            description = "How many subscriptions to invent, unless a file is given (default: ${DEFAULT-VALUE}).")
    private int subscriptions;

    @Option(names = "--file", paramLabel = "CSV", description = "Charge the subscriptions of this file instead.")
    private @Nullable Path file;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many replicas to run, 2 to 9 (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "At most so many charges under way at once (default: as many as make the work last"
                    + " about half a minute).")
    private @Nullable Integer inFlight;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "100ms",
            description = "How long the payment provider takes for a request (default: ${DEFAULT-VALUE}).")
    private Duration latency = Duration.ZERO;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Repeats what is invented (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what happened into this file.")
    private @Nullable Path json;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the demonstration's files and logs, in a new folder inside this one.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws Exception {
        DemoSettings settings = settings();
        // Fails now and not after a minute.
        requireWritable(settings.json());
        BackendProvider.forScheme(settings.backend().scheme());
        DemoFolder demoFolder = DemoFolder.create(settings.keep());
        // The demonstration needs the screen.
        Path log =
                Optional.ofNullable(common.logFile).orElse(demoFolder.folder().resolve("demo.log"));
        Logging.start(log, common.verbose, common.debug, true);
        View view = View.of(System.out, System.getenv(), Boolean.getBoolean(TERMINAL));
        try (Demo demo = Demo.prepare(settings, view, InstantSource.system(), Billing.class.getName(), demoFolder)) {
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "clean-up"));
            return demo.run() ? 0 : 1;
        }
    }

    private DemoSettings settings() {
        return new DemoSettings(
                BackendUri.parse(backend),
                file == null
                        ? new SubscriptionSource.Invented(subscriptions)
                        : new SubscriptionSource.FromFile(file, csv.columns(Objects.requireNonNull(command))),
                replicas,
                inFlight == null ? OptionalInt.empty() : OptionalInt.of(inFlight),
                latency,
                seed,
                Optional.ofNullable(json),
                Optional.ofNullable(keep));
    }

    private static void requireWritable(Optional<Path> file) {
        Optional<Path> folder = file.map(path -> path.toAbsolutePath().getParent());
        if (folder.isPresent() && !Files.isWritable(folder.get())) {
            throw new CommandException("The file of --json cannot be written: the folder " + folder.get()
                    + " does not exist or may not be written to.");
        }
        if (file.isPresent() && Files.isDirectory(file.get())) {
            throw new CommandException("The file of --json, " + file.get() + ", is a folder.");
        }
    }
}
