/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.Leader;
import io.election4j.harness.operate.Connection;
import io.election4j.harness.operate.ElectionQuery;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the leader to hand over. */
@Command(
        name = "resign",
        description = "Asks the leader, in whatever process, to hand over in good order, and waits until it has.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the leader has handed over",
            "1:failed; the service did not answer, for example",
            "2:wrong usage",
            "3:nobody leads",
            "4:the leader has not handed over in time"
        },
        footer = {
            "",
            "A leader of Election4j hears the request; one of the service's own tools, such as etcdctl, does not.",
            "",
            "Example:",
            "  bin/election resign zookeeper://zk1,zk2,zk3/jobs nightly --within 1m"
        })
final class ResignCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ElectionParameters election = new ElectionParameters();

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for the leader's end (default: ${DEFAULT-VALUE}).")
    private Duration limit = Duration.ZERO; // replaced by picocli

    @Override
    public Integer call() throws InterruptedException {
        common.startLogging();
        Require.longerThanZero(limit, spec, "--within");
        try (Connection connection = election.service().connect()) {
            ElectionQuery query = new ElectionQuery(connection.elections(), election.name(), System::nanoTime);
            Optional<Leader> leader = query.status(limit).leader();
            if (leader.isEmpty()) {
                return tell(ExitStatus.NOBODY_LEADS, "nobody leads " + election.name());
            }
            return ask(query, leader.get());
        }
    }

    private int ask(ElectionQuery query, Leader leader) throws InterruptedException {
        try {
            Leader predecessor = query.handOver(limit).orElse(leader);
            Optional<Leader> next = query.successor(predecessor);
            PrintWriter out = spec.commandLine().getOut();
            out.println(text(predecessor) + " has handed over; "
                    + next.map(successor -> text(successor) + " leads").orElse("nobody leads yet"));
            out.flush();
            return ExitStatus.DONE;
        } catch (TimeoutException late) {
            return tell(
                    ExitStatus.GOES_ON_LEADING,
                    text(leader)
                            + " has not handed over in time; it may be busy, frozen, or a tool that hears no requests");
        }
    }

    private int tell(int status, String sentence) {
        spec.commandLine().getErr().println("election: " + sentence);
        return status;
    }

    private static String text(Leader leader) {
        return new LeaderView(leader.candidateId(), leader.fencingToken()).text();
    }
}
