/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.replica.Replica;
import io.election4j.billing.replica.ReplicaSettings;
import io.election4j.spi.BackendUri;
import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one replica of the service until it is stopped. */
@Command(
        name = "run",
        description = {
            "Runs one replica of the service: it stands for election, and charges while it leads.",
            "Start several, with the same options but --replica-id; when the leader dies, another one goes on."
        },
        footer = {
            "",
            "Stop it with Ctrl-C or SIGTERM: it lets charges under way come to an end, hands the leadership over",
            "and exits.",
            "",
            "Example:",
            "  BILLING_PROVIDER_KEY=sk_test_x billing run --backend zookeeper://127.0.0.1:2181/billing?ttl=10s \\",
            "      --database 'jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0' \\",
            "      --provider http://127.0.0.1:4242 --replica-id a --period 2026-01",
            "",
            "Exit status: 0 nothing left to charge (with --exit-when-done), 1 failed, 2 wrong usage,",
            "143 ended by SIGTERM, 130 by Ctrl-C."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ElectionOptions election = new ElectionOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final ProviderOptions provider = new ProviderOptions();

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--replica-id",
            required = true,
            paramLabel = "ID",
            description = "How the others see this replica; each needs a name of its own.")
    private String replicaId = "";

    @Option(
            names = "--period",
            required = true,
            paramLabel = "YYYY-MM",
            description = "Charge up to this month, with every month before it that was missed.")
    private @Nullable YearMonth period;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            description = "At most so many charges under way at once, 1 to 1024 (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(names = "--exit-when-done", description = "End once nothing is left to charge.")
    private boolean exitWhenDone;

    @Option(names = "--stop-on-stdin-eof", hidden = true)
    private boolean stopOnStdinEof;

    @Override
    public Integer call() throws InterruptedException {
        common.startServiceLogging();
        ReplicaSettings settings = settings();
        if (stopOnStdinEof) {
            StandardInput.exitAtItsEnd();
        }
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        try (Replica replica = Replica.open(settings, line -> {
            out.println(line);
            out.flush();
        })) {
            Runtime.getRuntime().addShutdownHook(new Thread(replica::close, "withdraw"));
            replica.run();
        }
        return 0;
    }

    private ReplicaSettings settings() {
        BackendUri backend = election.parsed();
        return new ReplicaSettings(
                backend,
                database.settings(),
                provider.settings(backend.ttl()),
                replicaId,
                Objects.requireNonNull(period),
                inFlight,
                exitWhenDone);
    }
}
