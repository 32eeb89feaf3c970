/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.harness.operate.LeadEnd;
import io.election4j.harness.operate.LeadSettings;
import io.election4j.harness.operate.Leading;
import io.election4j.harness.operate.LineWriter;
import io.election4j.harness.operate.Service;
import io.election4j.harness.operate.Signalled;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a command while this process leads. */
@Command(
        name = "lead",
        customSynopsis = "election lead [OPTIONS] URI ELECTION -- COMMAND [ARGUMENT...]",
        description = {
            "Stands for election, runs a command once it leads, and exits with the command's status.",
            "The command finds ELECTION_TOKEN (the fencing token), ELECTION_NAME and ELECTION_ID in its environment."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "STATUS:the command's own; 128 and the number of the signal that ended it",
            "1:failed",
            "2:wrong usage",
            "69:did not lead within the time given by --wait",
            "75:the term ended before the command did, which was stopped",
            "126:the command cannot be run",
            "127:there is no such command",
            "129, 130, 143:ended by HUP, INT or TERM before the command was run, or after its term; so 128 + n by"
                    + " another signal"
        },
        footer = {
            "",
            "HUP, INT and TERM are passed to the command and to all that it has started. What does not stop within",
            "the grace is killed. The seat is handed over when the command has ended, not before. USR1, USR2 and",
            "their like are passed to the command alone. If lead itself is killed, the command is stopped.",
            "",
            "Examples:",
            "  bin/election lead zookeeper://zk1,zk2,zk3/jobs nightly -- ./run.sh --all",
            "  bin/election lead etcd://etcd1:2379/jobs?ttl=5s mailer --again -- python3 mailer.py",
            "  bin/election lead consul cleanup --wait 5s --quiet -- ./cleanup.sh",
            "  bin/election lead etcd nightly -- sh -c 'psql -v token=$ELECTION_TOKEN -f nightly.sql'"
        })
final class LeadCommand implements Callable<Integer> {
    private static final Duration LONGEST_USUAL_GRACE = Duration.ofSeconds(10);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ElectionParameters election = new ElectionParameters();

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "2", paramLabel = "COMMAND", description = "The program to run.")
    private String program = "";

    @Parameters(index = "3..*", arity = "0..*", paramLabel = "ARGUMENT", description = "What to give to it.")
    private List<String> arguments = List.of();

    @Option(
            names = "--id",
            paramLabel = "NAME",
            description = "How the others see this candidate (default: host name and process id).")
    private @Nullable String id;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "How long the command may take to stop before it is killed (default: 10s, or the time to live"
                    + " if that is shorter).")
    private @Nullable Duration grace;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "Give up when not leading after this time (default: wait for ever).")
    private @Nullable Duration patience;

    @ArgGroup
    private Repetition repetition = new Repetition();

    @Option(names = "--quiet", description = "Tell on standard error of nothing but a failure.")
    private boolean quiet;

    @Override
    public Integer call() throws InterruptedException {
        common.startLogging();
        LeadSettings settings = settings();
        try (LineWriter writer = LineWriter.to(spec.commandLine().getErr())) {
            Consumer<String> tell = quiet ? line -> {} : writer;
            LeadEnd end = new Leading(settings, Signalled.collectAll(), tell, System::nanoTime).run();
            end.sentence().ifPresent(writer);
            return end.status();
        }
    }

    private LeadSettings settings() {
        Require.that(!program.isEmpty(), spec, "COMMAND must not be empty");
        if (patience != null) {
            Require.longerThanZero(patience, spec, "--wait");
        }
        Service service = election.service();
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        Duration usual = service.ttl().compareTo(LONGEST_USUAL_GRACE) < 0 ? service.ttl() : LONGEST_USUAL_GRACE;
        return new LeadSettings(
                service,
                election.name(),
                id == null ? host() + "-" + ProcessHandle.current().pid() : id,
                command,
                grace == null ? usual : grace,
                Optional.ofNullable(patience),
                repetition.isAgain(),
                Boolean.getBoolean("election.terminal"));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /** What to do after a term that ended before the command did. */
    private static final class Repetition {
        @Option(
                names = "--once",
                description = "When the term ends before the command does, stop it and exit with 75 (default).")
        private boolean once;

        @Option(
                names = "--again",
                description = "When the term ends before the command does, stop it and stand for election again.")
        private boolean again;

        boolean isAgain() {
            return again && !once;
        }
    }
}
