/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ProxiedNetwork;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Timeline.Bar;
import io.election4j.harness.result.Unit;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ServerProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Measures terms lost and time without leader under faults of the network and of the servers. */
final class Faults implements Scenario {
    private static final int SEATS = 5;
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final String LINE = "leader's line cut";

    /** How much time before the fault the chart shows. */
    private static final Duration BEFORE = Duration.ofMillis(300);

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.PARTITION,
                "Partitions and server faults",
                "Which faults of the network and of the servers cost a term, and for how long does nobody lead?",
                "One process leads " + SEATS
                        + " elections by a connection of its own each, another stands in line. Both are "
                        + "asked a thousand times a second whether they lead; the time without leader is what no answer covers. "
                        + "Line cut: nothing passes between the leading process and the servers, and nobody is told. The "
                        + "others: servers are killed, or stopped and started one after the other.");
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public boolean strainsServers() {
        return true;
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        boolean slow = backend.equals("consul") && !plan.quick();
        long line = slow ? 55_000 : 4_000 + 4 * plan.ttl().toMillis();
        return Duration.ofMillis(
                plan.quick() ? line : line + 3L * (6_000 + 6 * plan.ttl().toMillis()));
    }

    @Override
    public void run(ScenarioContext context) {
        if (context.deployment().cluster().isEmpty()) {
            context.omit("", Party.OURS, "needs servers that may be killed");
            return;
        }
        ServerCluster cluster = context.deployment().cluster().get();
        context.together(LINE, context.partiesThatFailOver(), party -> cutLine(context, party));
        if (context.plan().quick()) {
            return;
        }
        if (cluster.members().size() == 1) {
            underFault(context, "the only server restarted", () -> restart(context, cluster, cluster.member(0)));
        } else {
            underFault(
                    context,
                    "a server killed",
                    () -> restart(context, cluster, cluster.followers().get(0)));
            underFault(context, "servers' leader killed", () -> restart(context, cluster, cluster.leader()));
            underFault(
                    context, "rolling restart", () -> cluster.members().forEach(each -> roll(context, cluster, each)));
        }
    }

    private static void cutLine(ScenarioContext context, Party party) {
        try (ProxiedNetwork lines = context.lines();
                LeaderProcesses leaders = LeaderProcesses.start(
                        context, party, SEATS, lines.hosts(), context.plan().ttl(), new Random(2))) {
            Scene scene = new Scene(leaders);
            long cut = System.nanoTime();
            lines.stall();
            for (String election : leaders.elections()) {
                context.addSpan(party, Metrics.FAULT_TO_NEXT_TERM, LINE, cut, leaders.takenOver(election));
            }
            StableState.pause(context.plan().ttl());
            scene.end();
            scene.record(context, party, LINE, cut, System.nanoTime());
        }
    }

    /** Measures both parties under the same fault at the same time. */
    private static void underFault(ScenarioContext context, String setting, Runnable fault) {
        Map<Party, LeaderProcesses> all = new EnumMap<>(Party.class);
        try {
            Map<Party, Scene> scenes = new EnumMap<>(Party.class);
            for (Party party : context.parties()) {
                context.attempt(setting, party, each -> {
                    LeaderProcesses leaders = LeaderProcesses.start(
                            context,
                            each,
                            SEATS,
                            context.deployment().hosts(),
                            context.plan().ttl(),
                            new Random(3));
                    all.put(each, leaders);
                    scenes.put(each, new Scene(leaders));
                });
            }
            long begin = System.nanoTime();
            fault.run();
            long repaired = System.nanoTime();
            StableState.pause(context.plan().ttl().multipliedBy(2));
            scenes.values().forEach(Scene::end);
            scenes.forEach((party, scene) -> scene.record(context, party, setting, begin, repaired));
        } finally {
            all.values().forEach(LeaderProcesses::close);
        }
    }

    private static void restart(ScenarioContext context, ServerCluster cluster, ServerProcess server) {
        server.kill();
        StableState.pause(context.plan().ttl());
        server.start();
        cluster.awaitReady();
    }

    private static void roll(ScenarioContext context, ServerCluster cluster, ServerProcess server) {
        server.stop();
        server.start();
        cluster.awaitReady();
        StableState.pause(context.plan().ttl());
    }

    /** Samples the leading and the waiting process. */
    private static final class Scene {
        private final LeaderProcesses leaders;
        private final ValidityAnswers first;
        private final ValidityAnswers second;

        Scene(LeaderProcesses leaders) {
            this.leaders = leaders;
            this.first = ValidityAnswers.sample(leaders.process(), leaders.elections(), PAUSE);
            this.second = ValidityAnswers.sample(leaders.standby(), leaders.elections(), PAUSE);
        }

        void end() {
            first.stop();
            second.stop();
        }

        void record(ScenarioContext context, Party party, String setting, long fault, long repaired) {
            long lost = leaders.elections().stream()
                    .filter(election ->
                            first.stretches(election).anyMatch(stretch -> !stretch.leads() && stretch.to() > fault))
                    .count();
            context.add(party, Metrics.TERMS_LOST, setting, Unit.COUNT, (double) lost);
            for (String election : leaders.elections()) {
                List<ValidityAnswers.Stretch> all = Stream.concat(
                                first.leading(election).stream(), second.leading(election).stream())
                        .sorted(Comparator.comparingLong(ValidityAnswers.Stretch::from))
                        .toList();
                context.add(
                        party,
                        Metrics.TIME_WITHOUT_LEADER,
                        setting,
                        Unit.MILLISECONDS,
                        Coverage.gapsMillis(all, fault));
                context.add(party, Metrics.WRONG_ANSWERS, setting, Unit.COUNT, wrongAnswers(election));
            }
            context.add(party, setting, bars(leaders.elections().get(0), fault, repaired));
        }

        /**
         * Counts the answers of one process while the other, which began to lead later, led too. Counts both
         * directions, because leadership may move back.
         */
        private double wrongAnswers(String election) {
            return Math.rint(countOvertaken(first.leading(election), second.leading(election))
                    + countOvertaken(second.leading(election), first.leading(election)));
        }

        private static double countOvertaken(List<ValidityAnswers.Stretch> some, List<ValidityAnswers.Stretch> others) {
            return some.stream()
                    .mapToDouble(stretch -> stretch.countOvertaken(others))
                    .sum();
        }

        private List<Bar> bars(String election, long fault, long repaired) {
            TimelineBars bars = new TimelineBars(fault - BEFORE.toNanos());
            bars.add("first leader", first.leading(election), second.leading(election));
            bars.add("next leader", second.leading(election), first.leading(election));
            bars.add("fault", Timeline.Kind.FAULT, fault, repaired);
            return bars.all();
        }
    }
}
