/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ProxiedNetwork;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.Footprint;
import io.election4j.harness.peer.PeerEvent;
import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Unit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Measures one process that leads many elections, and another that takes all of them over. */
final class ManyElections implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_IN_LINE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** At no more requests per second than this, in addition to those of two idle processes, all candidates have entered. */
    private static final double FEW_REQUESTS = 20;

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    /** Above this number, a thread and a connection for each election need too much of one machine. */
    private static final int MOST_WITH_A_THREAD_EACH = 1_000;

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.ELECTIONS,
                "Many elections in one process",
                "Can one process lead thousands of elections, such as one for each shard or tenant?",
                "One process enters all by one connection and leads them: the time until it holds all; its threads, "
                        + "connections and heap after a collection; what it costs the servers while nothing happens. Then kill -9, "
                        + "and the time until another process, which has been standing in line for all, leads all.");
    }

    @Override
    public boolean strainsServers() {
        return true;
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return plan.elections().stream()
                .map(count -> plan.settling()
                        .plus(plan.quick() ? Duration.ZERO : plan.calmTtl().multipliedBy(2))
                        .plus(plan.idleWindow())
                        .plusMillis(1_500 + 2L * count)
                        .multipliedBy(2))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void run(ScenarioContext context) {
        if (context.deployment().cluster().isEmpty()) {
            context.omit("", Party.OURS, "needs servers that nobody else uses");
            return;
        }
        for (int count : context.plan().elections()) {
            for (Party party : context.parties()) {
                String setting = count + (count == 1 ? " election" : " elections");
                if (party == Party.RAW && needsThreads(context) && count > MOST_WITH_A_THREAD_EACH) {
                    context.omit(setting, party, "needs a thread and a connection for each election");
                } else if (party == Party.RAW && context.plan().quick() && count == 1) {
                    context.omit(setting, party, "left out by --quick");
                } else {
                    context.attempt(setting, party, each -> measure(context, each, count, setting));
                }
            }
        }
    }

    private static boolean needsThreads(ScenarioContext context) {
        return context.deployment().backend().equals("consul");
    }

    private static void measure(ScenarioContext context, Party party, int count, String setting) throws Exception {
        Duration ttl = context.plan().calmTtl();
        String prefix = context.newElection();
        List<String> all =
                IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        try (ProxiedNetwork lines = context.lines();
                CandidateProcess process = context.start(party, "holds", lines.hosts(), ttl)) {
            Round round = new Round(context, party, setting, all, lines, process);
            round.hold();
            StableState.pause(context.plan().settling());
            double idle = round.doNothing();
            if (!context.plan().quick()) {
                round.takeOver(2 * idle + FEW_REQUESTS);
            }
        }
    }

    /** Measures one process that leads all elections. */
    private record Round(
            ScenarioContext context,
            Party party,
            String setting,
            List<String> all,
            ProxiedNetwork lines,
            CandidateProcess process) {

        void hold() {
            process.open(1);
            long asked = System.nanoTime();
            all.forEach(election -> process.enter(election, 0, election));
            context.addSpan(party, Metrics.TIME_TO_HOLD_ALL, setting, asked, lastWin(process, all, PATIENCE));
        }

        /** Measures the idle process. Returns its requests per second, 0 if the servers do not count them. */
        double doNothing() throws Exception {
            Traffic traffic = Traffic.during(context.plan().idleWindow(), context, lines);
            traffic.requestsPerSecond()
                    .ifPresent(each -> context.add(party, Metrics.IDLE_REQUESTS, setting, Unit.PER_SECOND, each));
            context.add(party, Metrics.IDLE_BYTES, setting, Unit.BYTES_PER_SECOND, traffic.bytesPerSecond());
            Footprint footprint = process.footprint();
            context.add(party, Metrics.THREADS, setting, Unit.COUNT, footprint.threads());
            context.add(party, Metrics.CONNECTIONS, setting, Unit.COUNT, lines.connections());
            context.add(party, Metrics.HEAP, setting, Unit.MEBIBYTES, footprint.heapBytes() / BYTES_PER_MEBIBYTE);
            return traffic.requestsPerSecond().orElse(0);
        }

        /** Measures the takeover: another process waits in all elections, then the first one is killed. */
        void takeOver(double quiet) throws Exception {
            Duration ttl = context.plan().calmTtl();
            Duration longest = context.ttl(party, ttl).multipliedBy(6).plus(PATIENCE);
            try (CandidateProcess standby =
                    context.start(party, "stands-by", context.deployment().hosts(), ttl)) {
                standby.open(1);
                all.forEach(election -> standby.enter(election, 0, election));
                all.forEach(election -> standby.await(Kind.DONE, election));
                awaitQuiet(quiet);
                long killed = System.nanoTime();
                process.process().kill();
                context.addSpan(party, Metrics.TAKEOVER_OF_ALL, setting, killed, lastWin(standby, all, longest));
            }
        }

        /**
         * Waits until few requests are sent. Thousands of candidates enter one after the other, and no library reports
         * when the last one is in the queue.
         */
        private void awaitQuiet(double mostPerSecond) throws Exception {
            long end = System.nanoTime() + PATIENCE_IN_LINE.toNanos();
            while (Traffic.during(LOOK, context, lines).requestsPerSecond().orElse(0) > mostPerSecond) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException(
                            "not all stand in line after " + PATIENCE_IN_LINE.toMinutes() + " minutes");
                }
            }
        }
    }

    /** Waits for all wins, and returns when the last one happened, on this machine's monotonic clock. */
    private static long lastWin(CandidateProcess process, List<String> all, Duration patience) {
        List<CompletableFuture<PeerEvent>> wins =
                all.stream().map(election -> process.future(Kind.WON, election)).toList();
        CompletableFuture.allOf(wins.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        List<PeerEvent> won = wins.stream()
                .filter(CompletableFuture::isDone)
                .map(win -> CandidateProcess.await(win, patience)) // throws the reason if one has failed
                .toList();
        if (won.size() < all.size()) {
            throw new IllegalStateException(
                    "after " + patience.toSeconds() + " s, " + won.size() + " of " + all.size() + " were won");
        }
        return won.stream().mapToLong(PeerEvent::nanos).max().orElseThrow();
    }
}
