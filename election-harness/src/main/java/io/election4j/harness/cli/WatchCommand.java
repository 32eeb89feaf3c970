/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.Leader;
import io.election4j.harness.operate.Connection;
import io.election4j.harness.operate.LeaderDisplay;
import io.election4j.harness.operate.Problems;
import io.election4j.harness.operate.Signalled;
import io.election4j.harness.operate.StopSignal;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows each change of leader. */
@Command(
        name = "watch",
        description = "Shows who leads, then every change, one line each: time, election, leader and fencing token.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:as many lines as asked for, or the next had no reader",
            "1:failed",
            "2:wrong usage",
            "129, 130, 143:ended by HUP, INT (Ctrl-C) or TERM"
        },
        footer = {
            "",
            "While the service does not answer, the reason stands on standard error, and watching goes on.",
            "",
            "Examples:",
            "  bin/election watch zookeeper://zk1,zk2,zk3/jobs nightly",
            "  bin/election watch etcd nightly --format json | jq .leader.id",
            "  bin/election watch consul nightly --count 1"
        })
final class WatchCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ElectionParameters election = new ElectionParameters();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(names = "--count", paramLabel = "N", description = "End after so many lines (default: go on until Ctrl-C).")
    private long count = Long.MAX_VALUE;

    private final InstantSource clock = InstantSource.system();
    private long lines;

    @Override
    public Integer call() throws InterruptedException {
        common.startLogging();
        Require.that(count > 0, spec, "--count must be 1 or more, not " + count);
        Signalled signalled = Signalled.collectRequests();
        PrintWriter err = spec.commandLine().getErr();
        Problems problems = new Problems(line -> err.println("election: " + line));
        try (Connection connection = election.service().connect()) {
            new LeaderDisplay(election.name(), this::show, problems, System::nanoTime)
                    .run(connection.elections(), () -> signalled.first().isPresent());
        }
        return signalled.first().map(StopSignal::exitStatus).orElse(ExitStatus.DONE);
    }

    /** Returns false if no more lines are needed. */
    private boolean show(Optional<Leader> leader) {
        PrintWriter out = spec.commandLine().getOut();
        Change change = new Change(
                TIME.withZone(ZoneId.systemDefault()).format(clock.instant()),
                election.name(),
                LeaderView.of(leader).orElse(null));
        out.print(format.isJson() ? Json.line(change) : change.text());
        lines++;
        return !out.checkError() && lines < count;
    }

    /** One line of output. */
    record Change(String time, String election, @Nullable LeaderView leader) {

        String text() {
            return time + " " + election + " " + (leader == null ? "no leader" : leader.text())
                    + System.lineSeparator();
        }
    }
}
