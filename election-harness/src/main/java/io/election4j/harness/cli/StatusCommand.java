/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.harness.operate.Connection;
import io.election4j.harness.operate.ElectionQuery;
import io.election4j.harness.operate.ElectionStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the leader and the candidates of an election. */
@Command(
        name = "status",
        description = "Shows who leads, and who stands in which order.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:somebody leads",
            "1:failed; the service did not answer, for example",
            "2:wrong usage",
            "3:nobody leads"
        },
        footer = {
            "",
            "Examples:",
            "  bin/election status zookeeper://zk1,zk2,zk3/jobs nightly",
            "  bin/election status etcd nightly --format json | jq -r .leader.id"
        })
final class StatusCommand implements Callable<Integer> {
    private static final int INDENT = 12;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ElectionParameters election = new ElectionParameters();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long to wait for the service's answer (default: ${DEFAULT-VALUE}).")
    private Duration limit = Duration.ZERO; // replaced by picocli

    @Override
    public Integer call() throws InterruptedException {
        common.startLogging();
        Require.longerThanZero(limit, spec, "--within");
        try (Connection connection = election.service().connect()) {
            ElectionStatus status =
                    new ElectionQuery(connection.elections(), election.name(), System::nanoTime).status(limit);
            View view =
                    new View(status.election(), LeaderView.of(status.leader()).orElse(null), status.candidates());
            PrintWriter out = spec.commandLine().getOut();
            out.print(format.isJson() ? Json.line(view) : view.text());
            out.flush();
            return status.leader().isPresent() ? ExitStatus.DONE : ExitStatus.NOBODY_LEADS;
        }
    }

    /** The output of the command. */
    record View(String election, @Nullable LeaderView leader, List<String> candidates) {

        String text() {
            return String.format(
                    "election    %s%nleader      %s%ncandidates  %s%n",
                    election, leader == null ? "nobody leads" : leader.text(), names());
        }

        private String names() {
            return candidates.isEmpty()
                    ? "nobody stands"
                    : String.join(System.lineSeparator() + " ".repeat(INDENT), candidates);
        }
    }
}
