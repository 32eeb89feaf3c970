/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Timeline.Bar;
import io.election4j.harness.result.Timeline.Kind;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Invented figures of all scenarios and three services, near to what has been measured: what a report looks like. */
final class SampleComparison {
    static final List<String> BACKENDS = List.of("zookeeper", "etcd", "consul");

    private final Random random;
    private final double faster;
    private final List<ScenarioInfo> scenarios = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private final List<Timeline> timelines = new ArrayList<>();
    private final List<Omission> omissions = new ArrayList<>();

    private SampleComparison(long seed, double faster) {
        this.random = new Random(seed);
        this.faster = faster;
    }

    static Comparison comparison() {
        return new SampleComparison(1, 1).all("2026-03-01T10:15:00Z");
    }

    /** As the other, but with another seed, another etcd and quicker handovers. */
    static Comparison later() {
        return new SampleComparison(2, 0.7).all("2026-03-08T10:15:00Z");
    }

    private Comparison all(String startedAt) {
        latencies();
        crash();
        faults();
        scale();
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
                        Map.of("zookeeper", "3.9.5", "etcd", faster == 1 ? "3.5.16" : "3.6.0", "consul", "1.8.7"),
                        Map.of(
                                "zookeeper", "Curator LeaderLatch 5.9.0",
                                "etcd", "jetcd-core 0.8.7",
                                "consul", "consul-client 1.12.1")),
                scenarios,
                series,
                timelines,
                omissions);
    }

    private void latencies() {
        scenario(
                ScenarioIds.COLD_START,
                "Cold start",
                "How long until a new process leads?",
                "A Java process starts, connects and enters an election that nobody leads; from its start to its term.");
        pairs(
                ScenarioIds.COLD_START,
                Metrics.PROCESS_START_TO_FIRST_TERM,
                "",
                20,
                0.1,
                new double[] {470, 820, 610},
                new double[] {463, 951, 775});
        scenario(
                ScenarioIds.ENTER,
                "Entering",
                "How long does it take to lead an election that nobody leads?",
                "A warm process enters an election with a new name; from the call of enter to its term.");
        pairs(ScenarioIds.ENTER, Metrics.ENTER_TO_TERM, "", 80, 0.35, new double[] {10.4, 3.9, 5.1}, new double[] {
            9.5, 3.3, 3.6
        });
        scenario(
                ScenarioIds.HANDOVER,
                "Graceful handover",
                "How long is there no leader when a leader goes on purpose?",
                "Two processes stand in one election; the leader resigns; from there to the other's term.");
        pairs(
                ScenarioIds.HANDOVER,
                Metrics.LEAVE_TO_NEXT_TERM,
                "",
                50,
                0.3,
                new double[] {7.3 * faster, 6.4 * faster, 7.5 * faster},
                new double[] {7.2, 5.9, 6.7});
        scenario(
                ScenarioIds.COMMIT,
                "One write",
                "What does the service itself need for one write?",
                "500 writes one after the other over one connection, each of them on the disk of a majority.");
        double[] commits = {0.61, 0.99, 2.64};
        for (int i = 0; i < 3; i++) {
            add(
                    ScenarioIds.COMMIT,
                    Metrics.ONE_WRITE,
                    "",
                    BACKENDS.get(i),
                    Party.FLOOR,
                    Unit.MILLISECONDS,
                    spread(commits[i], 0.5, 500));
        }
        scenario(
                ScenarioIds.WATCH,
                "Followers",
                "How soon does everybody know the new leader?",
                "Ten processes watch an election; from the new leader's term to the last of them knowing.");
        pairs(
                ScenarioIds.WATCH,
                Metrics.CHANGE_TO_EVERY_FOLLOWER,
                "",
                30,
                0.3,
                new double[] {4.2, 3.3, 9.1},
                new double[] {4.4, 3.0, 8.0});
        scenario(
                ScenarioIds.IS_VALID,
                "isValid()",
                "What does it cost to ask before every write?",
                "Many calls in a loop, after a warm-up; the time of one.");
        for (String backend : BACKENDS) {
            add(ScenarioIds.IS_VALID, Metrics.ONE_CALL, "", backend, Party.OURS, Unit.NANOSECONDS, spread(31, 0.03, 8));
            add(
                    ScenarioIds.IS_VALID,
                    Metrics.ONE_CALL,
                    "",
                    backend,
                    Party.RAW,
                    Unit.NANOSECONDS,
                    spread(0.58, 0.03, 8));
        }
    }

    private void crash() {
        scenario(
                ScenarioIds.CRASH,
                "Crash failover",
                "How long is there no leader after a leader's process dies?",
                "The leader's process is killed by SIGKILL at a random moment; from there to the next term.");
        for (int ttl : List.of(2, 5, 10)) {
            pairs(
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
        scenario(
                ScenarioIds.FREEZE,
                "Freeze",
                "Does a leader that stood still believe too long that it leads?",
                "The leader's process is stopped (SIGSTOP) until another leads, then goes on; it is asked all the time.");
        pairs(
                ScenarioIds.FREEZE,
                Metrics.THAW_TO_RIGHT_ANSWER,
                "",
                20,
                0.4,
                new double[] {0.05, 0.05, 0.06},
                new double[] {216, 15, 23});
        counts(ScenarioIds.FREEZE, Metrics.WRONG_ANSWERS_AFTER_THAW, "", new double[] {0, 0, 0}, new double[] {
            1804, 4, 1
        });
        counts(ScenarioIds.FREEZE, Metrics.WRONG_ANSWERS, "", new double[] {0, 0, 0}, new double[] {1804, 4, 1});
        counts(ScenarioIds.FREEZE, Metrics.REFUSED_WRITES, "", new double[] {1, 1, 1}, new double[] {0, 0, 0});
        scenario(
                ScenarioIds.PARTITION,
                "Partitions and failing servers",
                "What does a fault of network or servers cost?",
                "Lines are cut by a proxy, and servers killed, while a leader leads and a second candidate waits.");
        for (String setting :
                List.of("leader's line cut", "a server cut", "servers' leader killed", "rolling restart")) {
            double severe = setting.equals("a server cut") ? 0.01 : 1;
            pairs(
                    ScenarioIds.PARTITION,
                    Metrics.TIME_WITHOUT_LEADER,
                    setting,
                    5,
                    0.2,
                    new double[] {1900 * severe, 1700 * severe, 2100 * severe},
                    new double[] {2100 * severe, 1800 * severe, 9000 * severe});
            for (String backend : BACKENDS) {
                timeline(ScenarioIds.PARTITION, setting, backend);
            }
        }
        omissions.add(new Omission(
                ScenarioIds.PARTITION,
                "rolling restart",
                "consul",
                Party.RAW,
                "The client library gave up after the second server and did not come back within a minute."));
        for (String backend : BACKENDS) {
            timeline(ScenarioIds.FREEZE, "", backend);
        }
    }

    private void scale() {
        scenario(
                ScenarioIds.CANDIDATES,
                "Many candidates",
                "Does a crowd of waiting candidates slow a handover down?",
                "So many candidates stand in one election; the leader resigns; from there to the next term.");
        for (int candidates : List.of(1, 10, 100, 500)) {
            String setting = candidates + " candidates";
            double crowd = Math.sqrt(candidates);
            pairs(
                    ScenarioIds.CANDIDATES,
                    Metrics.LEAVE_TO_NEXT_TERM,
                    setting,
                    20,
                    0.3,
                    new double[] {7, 6, 7.4},
                    new double[] {7, 6, 7 * crowd});
            counts(
                    ScenarioIds.CANDIDATES,
                    Metrics.REQUESTS_PER_HANDOVER,
                    setting,
                    new double[] {4, 3, 6},
                    new double[] {4, 1, 2 + 1.9 * candidates});
        }
        scenario(
                ScenarioIds.ELECTIONS,
                "Many elections",
                "What do many elections in one process cost?",
                "One process stands in all of them and holds them; then it is killed, and a second takes over.");
        for (int elections : List.of(1, 100, 1000, 10000)) {
            readings(elections);
        }
    }

    private void readings(int elections) {
        String setting = elections + " elections";
        double[] threads = {12, 17, 14};
        for (int i = 0; i < 3; i++) {
            String backend = BACKENDS.get(i);
            reading(
                    Metrics.TIME_TO_HOLD_ALL,
                    setting,
                    backend,
                    Unit.MILLISECONDS,
                    6 + elections * 0.8,
                    8 + elections * 1.4);
            reading(Metrics.THREADS, setting, backend, Unit.COUNT, threads[i], threads[i] + (i == 2 ? elections : 0));
            reading(Metrics.CONNECTIONS, setting, backend, Unit.COUNT, i == 2 ? 3 : 1, i == 2 ? 1 + elections : 1);
            reading(
                    Metrics.HEAP,
                    setting,
                    backend,
                    Unit.MEBIBYTES,
                    6 + elections * 0.003,
                    6 + elections * (i == 2 ? 0.03 : 0.002));
            double requests = i == 2 && elections == 10000 ? 9.4 : 1.2 + i;
            reading(
                    Metrics.IDLE_REQUESTS,
                    setting,
                    backend,
                    Unit.PER_SECOND,
                    requests,
                    i == 1 ? 0.3 * elections : 0.35);
            reading(
                    Metrics.TAKEOVER_OF_ALL,
                    setting,
                    backend,
                    Unit.MILLISECONDS,
                    1800 + elections * 0.1,
                    1900 + elections * 0.2);
        }
        if (elections == 10000) {
            omissions.add(new Omission(
                    ScenarioIds.ELECTIONS,
                    setting,
                    "consul",
                    Party.RAW,
                    "The server refuses more than 200 connections of one address."));
        }
    }

    private void steady() {
        scenario(
                ScenarioIds.IDLE,
                "Idle",
                "What does a candidate cost while nothing happens?",
                "One leader and nine waiting candidates, each with its own connection, for a minute.");
        for (int i = 0; i < 3; i++) {
            String backend = BACKENDS.get(i);
            double[] ours = {1.5, 1.8, 3.1};
            double[] raw = {0.3, 0.28, 0.22};
            add(
                    ScenarioIds.IDLE,
                    Metrics.REQUESTS_PER_CANDIDATE,
                    "",
                    backend,
                    Party.OURS,
                    Unit.PER_SECOND,
                    List.of(ours[i]));
            add(
                    ScenarioIds.IDLE,
                    Metrics.REQUESTS_PER_CANDIDATE,
                    "",
                    backend,
                    Party.RAW,
                    Unit.PER_SECOND,
                    List.of(raw[i]));
            add(
                    ScenarioIds.IDLE,
                    Metrics.BYTES_PER_CANDIDATE,
                    "",
                    backend,
                    Party.OURS,
                    Unit.BYTES_PER_SECOND,
                    List.of(90 * ours[i]));
            add(
                    ScenarioIds.IDLE,
                    Metrics.BYTES_PER_CANDIDATE,
                    "",
                    backend,
                    Party.RAW,
                    Unit.BYTES_PER_SECOND,
                    List.of(120 * raw[i]));
        }
    }

    private void timeline(String scenario, String setting, String backend) {
        timelines.add(new Timeline(
                scenario,
                setting,
                backend,
                Party.OURS,
                List.of(
                        new Bar("network", Kind.FAULT, 1000, 6000),
                        new Bar("first candidate", Kind.LEADS, 0, 2600),
                        new Bar("second candidate", Kind.LEADS, 2900, 9000))));
        timelines.add(new Timeline(
                scenario,
                setting,
                backend,
                Party.RAW,
                List.of(
                        new Bar("network", Kind.FAULT, 1000, 6000),
                        new Bar("first candidate", Kind.LEADS, 0, 3100),
                        new Bar("first candidate", Kind.WRONG, 3100, 6200),
                        new Bar("second candidate", Kind.LEADS, 3100, 9000))));
    }

    private void scenario(String id, String title, String question, String method) {
        scenarios.add(new ScenarioInfo(id, title, question, method));
    }

    private void pairs(
            String scenario, String metric, String setting, int count, double width, double[] ours, double[] raw) {
        for (int i = 0; i < 3; i++) {
            add(
                    scenario,
                    metric,
                    setting,
                    BACKENDS.get(i),
                    Party.OURS,
                    Unit.MILLISECONDS,
                    spread(ours[i], width, count));
            add(scenario, metric, setting, BACKENDS.get(i), Party.RAW, Unit.MILLISECONDS, spread(raw[i], width, count));
        }
    }

    private void counts(String scenario, String metric, String setting, double[] ours, double[] raw) {
        for (int i = 0; i < 3; i++) {
            add(scenario, metric, setting, BACKENDS.get(i), Party.OURS, Unit.COUNT, whole(ours[i]));
            add(scenario, metric, setting, BACKENDS.get(i), Party.RAW, Unit.COUNT, whole(raw[i]));
        }
    }

    private void reading(String metric, String setting, String backend, Unit unit, double ours, double raw) {
        add(ScenarioIds.ELECTIONS, metric, setting, backend, Party.OURS, unit, List.of(ours));
        if (!backend.equals("consul") || !setting.startsWith("10000")) {
            add(ScenarioIds.ELECTIONS, metric, setting, backend, Party.RAW, unit, List.of(raw));
        }
    }

    private void add(
            String scenario,
            String metric,
            String setting,
            String backend,
            Party party,
            Unit unit,
            List<Double> samples) {
        series.add(new Series(scenario, metric, setting, backend, party, unit, samples, ""));
    }

    private List<Double> spread(double middle, double width, int count) {
        return DoubleStream.generate(() -> middle * Math.exp(random.nextGaussian() * width))
                .limit(count)
                .boxed()
                .toList();
    }

    private List<Double> whole(double middle) {
        return DoubleStream.generate(() -> Math.rint(middle * (0.8 + 0.4 * random.nextDouble())))
                .limit(20)
                .boxed()
                .toList();
    }
}
