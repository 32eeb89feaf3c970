/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.Unit;
import java.util.List;
import java.util.Map;

/** Invented figures of all scenarios and three services, close to measured ones, to show a report. */
final class SampleComparison {
    private static final List<String> BACKENDS = SampleFigures.BACKENDS;

    private final double faster;
    private final SampleFigures figures;

    private SampleComparison(long seed, double faster) {
        this.figures = new SampleFigures(seed);
        this.faster = faster;
    }

    static Comparison comparison() {
        return new SampleComparison(1, 1).all("2026-03-01T10:15:00Z");
    }

    /** The same with another seed, another etcd and quicker handovers. */
    static Comparison later() {
        return new SampleComparison(2, 0.7).all("2026-03-08T10:15:00Z");
    }

    private Comparison all(String startedAt) {
        latencies();
        crash();
        faults();
        SampleScale.addTo(figures);
        steady();
        return new Comparison(
                new Conditions(
                        startedAt,
                        1894,
                        "bin/election compare --cluster 3 --ttl 2s --out target/comparison",
                        List.of(
                                "2 processors, 15.6 GiB of memory",
                                "Linux 6.1.0 (Debian 12), amd64",
                                "OpenJDK 17.0.16, -Xmx512m for each candidate"),
                        3,
                        2000,
                        false,
                        false,
                        Map.of("zookeeper", "3.9.5", "etcd", faster == 1 ? "3.5.16" : "3.6.0", "consul", "1.8.7"),
                        Map.of(
                                "zookeeper", "Curator LeaderLatch 5.9.0",
                                "etcd", "jetcd-core 0.8.7",
                                "consul", "consul-client 1.12.1")),
                figures.scenarios(),
                figures.series(),
                figures.timelines(),
                figures.omissions());
    }

    private void latencies() {
        figures.scenario(
                ScenarioIds.COLD_START,
                "Cold start",
                "How long until a new process leads?",
                "A Java process starts, connects and enters an election that nobody leads; from its start to its term.");
        figures.pairs(
                ScenarioIds.COLD_START,
                Metrics.PROCESS_START_TO_FIRST_TERM,
                "",
                20,
                0.1,
                new double[] {470, 820, 610},
                new double[] {463, 951, 775});
        figures.scenario(
                ScenarioIds.ENTER,
                "Entering",
                "How long does it take to lead an election that nobody leads?",
                "A warm process enters an election with a new name; from the call of enter to its term.");
        figures.pairs(
                ScenarioIds.ENTER, Metrics.ENTER_TO_TERM, "", 80, 0.35, new double[] {10.4, 3.9, 5.1}, new double[] {
                    9.5, 3.3, 3.6
                });
        figures.scenario(
                ScenarioIds.HANDOVER,
                "Graceful handover",
                "How long is there no leader when a leader goes on purpose?",
                "Two processes stand in one election; the leader resigns; from there to the other's term.");
        figures.pairs(
                ScenarioIds.HANDOVER,
                Metrics.LEAVE_TO_NEXT_TERM,
                "",
                50,
                0.3,
                new double[] {7.3 * faster, 6.4 * faster, 7.5 * faster},
                new double[] {7.2, 5.9, 6.7});
        figures.scenario(
                ScenarioIds.COMMIT,
                "One write",
                "What does the service itself need for one write?",
                "500 writes one after the other over one connection, each of them on the disk of a majority.");
        double[] commits = {0.61, 0.99, 2.64};
        for (int i = 0; i < 3; i++) {
            figures.add(
                    ScenarioIds.COMMIT,
                    Metrics.ONE_WRITE,
                    "",
                    BACKENDS.get(i),
                    Party.FLOOR,
                    Unit.MILLISECONDS,
                    figures.spread(commits[i], 0.5, 500));
        }
        figures.scenario(
                ScenarioIds.WATCH,
                "Followers",
                "How soon does everybody know the new leader?",
                "Ten processes watch an election; from the new leader's term to the last of them knowing.");
        figures.pairs(
                ScenarioIds.WATCH,
                Metrics.CHANGE_TO_EVERY_FOLLOWER,
                "",
                30,
                0.3,
                new double[] {4.2, 3.3, 9.1},
                new double[] {4.4, 3.0, 8.0});
        figures.scenario(
                ScenarioIds.IS_VALID,
                "isValid()",
                "What does it cost to ask before every write?",
                "Many calls in a loop, after a warm-up; the time of one.");
        for (String backend : BACKENDS) {
            figures.add(
                    ScenarioIds.IS_VALID,
                    Metrics.ONE_CALL,
                    "",
                    backend,
                    Party.OURS,
                    Unit.NANOSECONDS,
                    figures.spread(31, 0.03, 8));
            figures.add(
                    ScenarioIds.IS_VALID,
                    Metrics.ONE_CALL,
                    "",
                    backend,
                    Party.RAW,
                    Unit.NANOSECONDS,
                    figures.spread(0.58, 0.03, 8));
        }
    }

    private void crash() {
        figures.scenario(
                ScenarioIds.CRASH,
                "Crash failover",
                "How long is there no leader after a leader's process dies?",
                "The leader's process is killed by SIGKILL at a random moment; from there to the next term.");
        for (int ttl : List.of(2, 5, 10)) {
            figures.pairs(
                    ScenarioIds.CRASH,
                    Metrics.KILL_TO_NEXT_TERM,
                    "ttl " + ttl + " s",
                    20,
                    0.09,
                    new double[] {900 * ttl, 840 * ttl, 870 * ttl},
                    new double[] {910 * ttl, 850 * ttl, 3220 * ttl});
        }
    }

    private void faults() {
        figures.scenario(
                ScenarioIds.FREEZE,
                "Freeze",
                "Does a leader that stood still believe too long that it leads?",
                "The leader's process is stopped (SIGSTOP) until another leads, then goes on; it is asked all the time.");
        figures.pairs(
                ScenarioIds.FREEZE,
                Metrics.THAW_TO_RIGHT_ANSWER,
                "",
                20,
                0.4,
                new double[] {0.05, 0.05, 0.06},
                new double[] {216, 15, 23});
        figures.counts(ScenarioIds.FREEZE, Metrics.WRONG_ANSWERS_AFTER_THAW, "", new double[] {0, 0, 0}, new double[] {
            1804, 4, 1
        });
        figures.counts(
                ScenarioIds.FREEZE, Metrics.WRONG_ANSWERS, "", new double[] {0, 0, 0}, new double[] {1804, 4, 1});
        figures.counts(ScenarioIds.FREEZE, Metrics.REFUSED_WRITES, "", new double[] {1, 1, 1}, new double[] {0, 0, 0});
        figures.scenario(
                ScenarioIds.PARTITION,
                "Partitions and failing servers",
                "What does a fault of network or servers cost?",
                "Lines are cut by a proxy, and servers killed, while a leader leads and a second candidate waits.");
        for (String setting :
                List.of("leader's line cut", "a server cut", "servers' leader killed", "rolling restart")) {
            double severe = setting.equals("a server cut") ? 0.01 : 1;
            figures.pairs(
                    ScenarioIds.PARTITION,
                    Metrics.TIME_WITHOUT_LEADER,
                    setting,
                    5,
                    0.2,
                    new double[] {1900 * severe, 1700 * severe, 2100 * severe},
                    new double[] {2100 * severe, 1800 * severe, 9000 * severe});
            for (String backend : BACKENDS) {
                figures.timeline(ScenarioIds.PARTITION, setting, backend);
            }
        }
        figures.omission(new Omission(
                ScenarioIds.PARTITION,
                "rolling restart",
                "consul",
                Party.RAW,
                "The client library gave up after the second server and did not come back within a minute."));
        for (String backend : BACKENDS) {
            figures.timeline(ScenarioIds.FREEZE, "", backend);
        }
    }

    private void steady() {
        figures.scenario(
                ScenarioIds.IDLE,
                "Idle",
                "What does a candidate cost while nothing happens?",
                "One leader and nine waiting candidates, each with its own connection, for a minute.");
        for (int i = 0; i < 3; i++) {
            String backend = BACKENDS.get(i);
            double[] ours = {1.5, 1.8, 3.1};
            double[] raw = {0.3, 0.28, 0.22};
            figures.add(
                    ScenarioIds.IDLE,
                    Metrics.REQUESTS_PER_CANDIDATE,
                    "",
                    backend,
                    Party.OURS,
                    Unit.PER_SECOND,
                    List.of(ours[i]));
            figures.add(
                    ScenarioIds.IDLE,
                    Metrics.REQUESTS_PER_CANDIDATE,
                    "",
                    backend,
                    Party.RAW,
                    Unit.PER_SECOND,
                    List.of(raw[i]));
            figures.add(
                    ScenarioIds.IDLE,
                    Metrics.BYTES_PER_CANDIDATE,
                    "",
                    backend,
                    Party.OURS,
                    Unit.BYTES_PER_SECOND,
                    List.of(90 * ours[i]));
            figures.add(
                    ScenarioIds.IDLE,
                    Metrics.BYTES_PER_CANDIDATE,
                    "",
                    backend,
                    Party.RAW,
                    Unit.BYTES_PER_SECOND,
                    List.of(120 * raw[i]));
        }
    }
}
