/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plans rounds of faults, with a quiet period after each. The seed alone determines them. Stateless. */
final class Schedule {
    /** The part of a round in which faults begin. */
    static final Duration ROUND = Duration.ofSeconds(15);

    private static final int SERVERS = 3;
    private static final int SHORTEST_PAUSE_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 2_500;
    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 12_000;

    private final StormPlan plan;

    Schedule(StormPlan plan) {
        this.plan = plan;
    }

    /** Returns three sequences of faults that run at the same time: one of servers, two of candidates and their connections. */
    List<List<PlannedFault>> round(int number) {
        Random random = new Random(plan.seed() * 1_000_003 + number);
        List<FaultKind> ofServers =
                plan.kinds().stream().filter(FaultKind::isOfServer).sorted().toList();
        List<FaultKind> ofLines = plan.kinds().stream()
                .filter(kind -> !kind.isOfServer())
                .sorted()
                .toList();
        return List.of(sequence(ofServers, random), sequence(ofLines, random), sequence(ofLines, random));
    }

    private List<PlannedFault> sequence(List<FaultKind> kinds, Random random) {
        List<PlannedFault> faults = new ArrayList<>();
        Duration time = pause(random);
        while (!kinds.isEmpty() && time.compareTo(ROUND) < 0) {
            FaultKind kind = kinds.get(random.nextInt(kinds.size()));
            Duration length = between(random, SHORTEST_MILLIS, LONGEST_MILLIS);
            faults.add(new PlannedFault(
                    kind,
                    time,
                    length,
                    random.nextInt(SERVERS),
                    random.nextInt(plan.processes()),
                    random.nextDouble()));
            time = time.plus(length).plus(pause(random));
        }
        return faults;
    }

    private static Duration pause(Random random) {
        return between(random, SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    }

    private static Duration between(Random random, int leastMillis, int mostMillis) {
        return Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis));
    }
}
