/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.sandbox.Faults;
import io.election4j.billing.sandbox.Sandbox;
import io.election4j.billing.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the sandbox of a payment provider until it is stopped. */
@Command(
        name = "provider",
        description = {
            "Runs a payment provider to try billing against: Stripe's API, with invented money.",
            "Prints its address on one line when it is ready, and runs until it is stopped."
        },
        footer = {
            "",
            "Faults come with the probability given, from 0 to 1, in a sequence that the seed repeats. They can be",
            "changed while it runs:",
            "  curl -H \"Authorization: Bearer $BILLING_PROVIDER_KEY\" -d latency=2s -d drop-after=0.1 \\",
            "       http://127.0.0.1:4242/sandbox/faults",
            "",
            "Example:",
            "  BILLING_PROVIDER_KEY=sk_test_x billing provider --port 4242 --books ./books --latency 50ms",
            "",
            "Exit status: 1 if it cannot start, 2 wrong usage."
        })
final class ProviderCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ProviderKeyOptions key = new ProviderKeyOptions();

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port to listen on at 127.0.0.1; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--books",
            required = true,
            paramLabel = "DIR",
            description = "Folder of its books, made if missing. Started on them again, it goes on where it ended.")
    private Path books = Path.of("");

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "How long a request takes, such as 50ms (default: ${DEFAULT-VALUE}).")
    private String latency = "0";

    @Option(
            names = "--fail-before-commit",
            paramLabel = "P",
            defaultValue = "0",
            description = "Probability of an answer 500 or 503 to a request that was not carried out.")
    private String failBefore = "0";

    @Option(
            names = "--fail-after-commit",
            paramLabel = "P",
            defaultValue = "0",
            description = "Probability of an answer 500 to a request that was carried out: the money has moved.")
    private String failAfter = "0";

    @Option(
            names = "--drop-reply",
            paramLabel = "P",
            defaultValue = "0",
            description = "Probability that a request is carried out and the connection closed without an answer.")
    private String dropReply = "0";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Repeats the sequence of faults (default: ${DEFAULT-VALUE}).")
    private String seed = "1";

    @Option(names = "--stop-on-stdin-eof", hidden = true)
    private boolean stopOnStdinEof;

    @Override
    public Integer call() throws IOException, InterruptedException {
        common.startServiceLogging();
        CommandSpec spec = Objects.requireNonNull(command);
        Secret secret = key.required(spec);
        SandboxSettings settings =
                SandboxSettings.of(folder(), secret.value()).withPort(port).withFaults(faults());
        if (stopOnStdinEof) {
            StandardInput.exitAtItsEnd();
        }
        Sandbox sandbox = Sandbox.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "close-sandbox"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(sandbox.uri());
        if (!out.checkError()) { // without the address, no client can connect
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private Path folder() throws IOException {
        try {
            return Files.createDirectories(books);
        } catch (IOException cannot) {
            throw new CommandException("The folder of the books, " + books + ", cannot be made.", cannot);
        }
    }

    private Faults faults() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("latency", latency);
        changes.put("error-before", failBefore);
        changes.put("error-after", failAfter);
        changes.put("drop-after", dropReply);
        changes.put("seed", seed);
        return Faults.NONE.with(changes);
    }
}
