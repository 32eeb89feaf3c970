/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Bench;
import io.election4j.harness.bench.Plan;
import io.election4j.harness.peer.PeerEvent;
import io.election4j.harness.peer.PeerHandle;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Timeline.Bar;
import io.election4j.harness.result.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Stops processes that lead in their tracks, until another has taken over and a little longer. */
final class Freeze implements Scenario {
    private static final int SEATS = 3;
    private static final Duration PAUSE = Duration.ofNanos(200_000);
    private static final Duration OVERLAP = Duration.ofMillis(300);
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.FREEZE,
                "Freeze longer than the time to live",
                "What does a leader do that was stopped (a long garbage collection, a paused virtual machine) and goes on "
                        + "after another has taken over?",
                "SIGSTOP until another process leads, SIGCONT 0.3 s later. Each candidate is asked 5,000 times a second "
                        + "whether it leads, and all the time does pieces of work of 5 ms that end with a write: it asks "
                        + "before a piece and not again before the write. A register like a database with a fencing token "
                        + "refuses a write whose token is smaller than one that it has seen; without a token, it cannot.");
    }

    @Override
    public boolean strainsServers() {
        return true;
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        boolean slow = backend.equals("consul") && !plan.quick();
        return Duration.ofMillis((slow ? 65_000 : 8_000 + 3 * plan.ttl().toMillis()) * rounds(plan));
    }

    private static int rounds(Plan plan) {
        return Math.max(1, plan.runs() / 7);
    }

    @Override
    public void run(Bench bench) {
        for (int round = 0; round < rounds(bench.plan()); round++) {
            boolean first = round == 0;
            bench.together("", bench.partiesThatFailOver(), party -> freeze(bench, party, first));
        }
    }

    private static void freeze(Bench bench, Party party, boolean draws) {
        Duration ttl = bench.plan().ttl();
        List<String> hosts = bench.site().hosts();
        try (Leaders leaders = Leaders.start(bench, party, SEATS, hosts, ttl, new Random(1))) {
            PeerHandle process = leaders.process();
            Answers old = Answers.sample(process, leaders.elections(), PAUSE);
            Answers next = Answers.sample(leaders.standby(), leaders.elections(), PAUSE);
            long begin = System.nanoTime();
            Settling.pause(OVERLAP);
            process.process().freeze();
            long frozen = System.nanoTime();
            leaders.elections().forEach(leaders::takenOver);
            Settling.pause(OVERLAP);
            long thawed = System.nanoTime();
            process.process().thaw();
            Settling.pause(AFTERMATH);
            long end = System.nanoTime();
            old.stop();
            next.stop();
            Freeze.Run run = new Run(begin, frozen, thawed, end);
            for (String election : leaders.elections()) {
                judge(bench, party, run, old, next, election);
            }
            if (draws) {
                String election = leaders.elections().get(0);
                bench.add(party, "", run.bars(old.leading(election), leaders.takenOver(election)));
            }
        }
    }

    private static void judge(Bench bench, Party party, Run run, Answers old, Answers next, String election) {
        double wrong = old.leading(election).stream()
                .filter(stretch -> stretch.from() >= run.thawed())
                .mapToDouble(Answers.Stretch::count)
                .sum();
        bench.add(party, Metrics.WRONG_ANSWERS_AFTER_THAW, "", Unit.COUNT, wrong);
        old.stretches(election)
                .filter(stretch -> stretch.from() >= run.thawed() && !stretch.leads())
                .findFirst()
                .ifPresent(right -> bench.addSpan(party, Metrics.THAW_TO_RIGHT_ANSWER, "", run.thawed(), right.from()));
        long highest = next.writes(election).stream()
                .mapToLong(write -> write.number(0))
                .max()
                .orElse(0);
        List<PeerEvent> late = old.writes(election).stream()
                .filter(write -> write.nanos() >= run.thawed())
                .toList();
        long refused = late.stream()
                .filter(write -> write.number(0) > 0 && write.number(0) < highest)
                .count();
        bench.add(party, Metrics.REFUSED_WRITES, "", Unit.COUNT, (double) refused);
        bench.add(party, Metrics.WRONG_WRITES, "", Unit.COUNT, (double) (late.size() - refused));
    }

    /** The moments of one run, on the monotonic clock. */
    private record Run(long begin, long frozen, long thawed, long end) {

        List<Bar> bars(List<Answers.Stretch> leading, long won) {
            Bars bars = new Bars(begin);
            bars.add("first leader says it leads", leading, won);
            bars.add("first leader is frozen", Timeline.Kind.FAULT, frozen, thawed);
            bars.add("next leader", Timeline.Kind.LEADS, won, end);
            return bars.all();
        }
    }
}
