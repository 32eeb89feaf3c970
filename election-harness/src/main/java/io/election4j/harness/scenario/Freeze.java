/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.PeerEvent;
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

/** Freezes a leading process until shortly after another has taken over, and counts its wrong answers and writes. */
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
    public void run(ScenarioContext context) {
        for (int round = 0; round < rounds(context.plan()); round++) {
            boolean first = round == 0;
            context.together("", context.partiesThatFailOver(), party -> freeze(context, party, first));
        }
    }

    private static void freeze(ScenarioContext context, Party party, boolean draws) {
        Duration ttl = context.plan().ttl();
        List<String> hosts = context.deployment().hosts();
        try (LeaderProcesses leaders = LeaderProcesses.start(context, party, SEATS, hosts, ttl, new Random(1))) {
            CandidateProcess process = leaders.process();
            ValidityAnswers old = ValidityAnswers.sample(process, leaders.elections(), PAUSE);
            ValidityAnswers next = ValidityAnswers.sample(leaders.standby(), leaders.elections(), PAUSE);
            long begin = System.nanoTime();
            StableState.pause(OVERLAP);
            process.process().freeze();
            long frozen = System.nanoTime();
            leaders.elections().forEach(leaders::takenOver);
            StableState.pause(OVERLAP);
            long thawed = System.nanoTime();
            process.process().thaw();
            StableState.pause(AFTERMATH);
            long end = System.nanoTime();
            old.stop();
            next.stop();
            Freeze.Run run = new Run(begin, frozen, thawed, end);
            for (String election : leaders.elections()) {
                judge(context, party, run, old, next, election);
            }
            if (draws) {
                String election = leaders.elections().get(0);
                context.add(party, "", run.bars(old.leading(election), leaders.takenOver(election)));
            }
        }
    }

    private static void judge(
            ScenarioContext context, Party party, Run run, ValidityAnswers old, ValidityAnswers next, String election) {
        double wrong = old.leading(election).stream()
                .filter(stretch -> stretch.from() >= run.thawed())
                .mapToDouble(ValidityAnswers.Stretch::count)
                .sum();
        context.add(party, Metrics.WRONG_ANSWERS_AFTER_THAW, "", Unit.COUNT, wrong);
        old.stretches(election)
                .filter(stretch -> stretch.from() >= run.thawed() && !stretch.leads())
                .findFirst()
                .ifPresent(
                        right -> context.addSpan(party, Metrics.THAW_TO_RIGHT_ANSWER, "", run.thawed(), right.from()));
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
        context.add(party, Metrics.REFUSED_WRITES, "", Unit.COUNT, (double) refused);
        context.add(party, Metrics.WRONG_WRITES, "", Unit.COUNT, (double) (late.size() - refused));
    }

    /** The moments of one run, on the monotonic clock. */
    private record Run(long begin, long frozen, long thawed, long end) {

        List<Bar> bars(List<ValidityAnswers.Stretch> leading, long won) {
            TimelineBars bars = new TimelineBars(begin);
            bars.add("first leader says it leads", leading, won);
            bars.add("first leader is frozen", Timeline.Kind.FAULT, frozen, thawed);
            bars.add("next leader", Timeline.Kind.LEADS, won, end);
            return bars.all();
        }
    }
}
