/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.LeaderWatch;
import io.election4j.billing.database.Database;
import io.election4j.billing.replica.Replica;
import io.election4j.billing.status.BillingStatus;
import io.election4j.billing.status.ChargeCounts;
import io.election4j.billing.status.FenceRow;
import io.election4j.spi.BackendUri;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the leader, the fence and the progress of the charges. */
@Command(
        name = "status",
        description = "Shows who leads, what the fence in the database says, and how far the charges are.",
        footer = {
            "",
            "Example:",
            "  billing status --database 'jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0' \\",
            "      --backend zookeeper://127.0.0.1:2181/billing",
            "",
            "Exit status: 0 shown, 1 failed, 2 wrong usage."
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 20;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--backend",
            paramLabel = "URI",
            description = "Ask this coordination service, too, who leads; as in 'billing run'.")
    private @Nullable String backend;

    @Override
    public Integer call() throws InterruptedException {
        common.startLogging();
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        if (backend != null) {
            out.println("leader         " + leader(BackendUri.parse(backend).toString()));
        }
        try (Database opened = Database.openExisting(database.settings())) {
            BillingStatus status = new BillingStatus(opened.jdbi());
            out.println(
                    "fence          " + status.fence().map(StatusCommand::text).orElse("not claimed yet"));
            out.println("refused by it  " + status.fenceRejections() + " decision(s) of earlier leaders");
            out.println("subscriptions  " + status.subscriptions());
            Map<YearMonth, ChargeCounts> months = status.countsByMonth();
            months.forEach((month, counts) -> out.println(month + "        " + text(counts)));
            if (months.isEmpty()) {
                out.println("charges        none planned yet");
            }
        }
        out.flush();
        return 0;
    }

    private static String leader(String uri) throws InterruptedException {
        try (Elections elections = Elections.connect(uri);
                LeaderWatch watch = elections.watch(Replica.ELECTION, leader -> {})) {
            long start = System.nanoTime();
            while (watch.leader().isEmpty()
                    && watch.problem().isEmpty()
                    && System.nanoTime() - start < PATIENCE.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            Optional<String> problem = watch.problem().map(text -> "unknown: " + text);
            return problem.or(() -> watch.leader().map(StatusCommand::text))
                    .orElse("none was seen within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static String text(Leader leader) {
        return leader.candidateId() + " with token " + leader.fencingToken();
    }

    private static String text(FenceRow fence) {
        return "token " + fence.token() + " in epoch " + fence.epoch()
                + (fence.holder().isEmpty() ? "" : ", claimed by " + fence.holder()) + " at " + fence.updatedAt();
    }

    private static String text(ChargeCounts counts) {
        StringBuilder text = new StringBuilder(counts.total() + " charges:");
        new TreeMap<>(counts.byState())
                .forEach((state, count) ->
                        text.append(' ').append(count).append(' ').append(state).append(','));
        return text.substring(0, text.length() - 1);
    }
}
