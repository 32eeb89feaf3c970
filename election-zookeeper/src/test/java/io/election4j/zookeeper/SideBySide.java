/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.RetryNTimes;

/**
 * Measures what our terms cost beside plain Curator latches, in turn, on one server: not a test, but a program to be run
 * by hand. The first argument is the number of runs.
 */
final class SideBySide {
    private static final Duration TTL = Duration.ofSeconds(2);

    private final PrintStream out;
    private final int port;

    private SideBySide(PrintStream out, int port) {
        this.out = out;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Path directory = Files.createTempDirectory("side-by-side-");
        try (ZooKeeperCluster server = ZooKeeperCluster.start(1, directory)) {
            new SideBySide(System.out, server.clientPort(0)).measure(runs);
        }
    }

    /** One way of standing for election. */
    private interface Party extends AutoCloseable {
        /** Stands, and completes with the time of the win. */
        CompletableFuture<Long> enter(String election) throws Exception;

        /** Gives the seat up in good order. */
        void leave() throws Exception;

        /** Vanishes without a word. */
        void crash();

        @Override
        void close() throws IOException;
    }

    private interface Maker {
        Party make() throws Exception;
    }

    private void measure(int runs) throws Exception {
        out.printf("%-26s %8s %8s %8s  ms%n", "", "p50", "p95", "max");
        Maker ours = () -> new Ours(port);
        Maker raw = () -> new Raw(port);
        compare("enter to term", runs, raw, ours, this::enter);
        compare("handover", runs, raw, ours, this::handOver);
        compare("crash", runs, raw, ours, this::failOver);
    }

    private interface Scene {
        long nanos(Maker maker, String election) throws Exception;
    }

    private void compare(String what, int runs, Maker raw, Maker ours, Scene scene) throws Exception {
        List<Long> rawTimes = new ArrayList<>();
        List<Long> ourTimes = new ArrayList<>();
        for (int i = -3; i < runs; i++) { // the first ones warm up
            long rawTime = scene.nanos(raw, "raw-" + what.charAt(0) + i);
            long ourTime = scene.nanos(ours, "ours-" + what.charAt(0) + i);
            if (i >= 0) {
                rawTimes.add(rawTime);
                ourTimes.add(ourTime);
            }
        }
        print(what + ", raw latch", rawTimes);
        print(what + ", Election4j", ourTimes);
        out.printf(
                "%-26s %8.2f%n",
                "  ratio of medians", (double) quantile(ourTimes, 50) / (double) quantile(rawTimes, 50));
    }

    private void print(String what, List<Long> times) {
        out.printf(
                "%-26s %8.1f %8.1f %8.1f%n",
                what, quantile(times, 50) / 1e6, quantile(times, 95) / 1e6, quantile(times, 100) / 1e6);
    }

    private static long quantile(List<Long> times, int percent) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(sorted.length * percent + 99) / 100 - 1];
    }

    /** On a connection that is in use already. */
    private long enter(Maker maker, String election) throws Exception {
        try (Party party = maker.make()) {
            Wait.of(party.enter(election + "-warm"));
            long start = System.nanoTime();
            return Wait.of(party.enter(election)) - start;
        }
    }

    private long handOver(Maker maker, String election) throws Exception {
        try (Party leader = maker.make();
                Party next = maker.make()) {
            Wait.of(leader.enter(election));
            CompletableFuture<Long> succession = next.enter(election);
            Wait.during(Duration.ofMillis(300), "standing in line", () -> !succession.isDone());
            long start = System.nanoTime();
            leader.leave();
            return Wait.of(succession) - start;
        }
    }

    private long failOver(Maker maker, String election) throws Exception {
        try (Party leader = maker.make();
                Party next = maker.make()) {
            Wait.of(leader.enter(election));
            CompletableFuture<Long> succession = next.enter(election);
            Wait.during(Duration.ofMillis(300), "standing in line", () -> !succession.isDone());
            long start = System.nanoTime();
            leader.crash();
            return Wait.of(succession) - start;
        }
    }

    private static final class Ours implements Party {
        private final FaultProxy line;
        private final Elections elections;
        private final Deque<Candidacy> candidacies = new ArrayDeque<>();

        Ours(int port) {
            line = new FaultProxy(port);
            elections =
                    Elections.connect("zookeeper://127.0.0.1:" + line.port() + "/side?ttl=" + TTL.toMillis() + "ms");
        }

        @Override
        public CompletableFuture<Long> enter(String election) {
            CompletableFuture<Long> won = new CompletableFuture<>();
            candidacies.push(elections.enter(election, "ours", term -> {
                won.complete(System.nanoTime());
                term.awaitEnd();
            }));
            return won;
        }

        @Override
        public void leave() {
            candidacies.pop().close();
        }

        @Override
        public void crash() {
            line.stall();
        }

        @Override
        public void close() {
            line.mend();
            elections.close();
            line.close();
        }
    }

    private static final class Raw implements Party {
        private final FaultProxy line;
        private final CuratorFramework curator;
        private final List<LeaderLatch> latches = new ArrayList<>();

        Raw(int port) {
            line = new FaultProxy(port);
            curator = CuratorFrameworkFactory.newClient(
                    "127.0.0.1:" + line.port(), (int) TTL.toMillis(), (int) TTL.toMillis(), new RetryNTimes(3, 200));
            curator.start();
        }

        @Override
        public CompletableFuture<Long> enter(String election) throws Exception {
            CompletableFuture<Long> won = new CompletableFuture<>();
            LeaderLatch latch = new LeaderLatch(curator, "/side-raw/" + election, "raw");
            latch.addListener(new LeaderLatchListener() {
                @Override
                public void isLeader() {
                    won.complete(System.nanoTime());
                }

                @Override
                public void notLeader() {
                    // not of interest
                }
            });
            latch.start();
            latches.add(latch);
            return won;
        }

        @Override
        public void leave() throws Exception {
            latches.remove(latches.size() - 1).close();
        }

        @Override
        public void crash() {
            line.stall();
        }

        @Override
        public void close() throws IOException {
            line.mend();
            for (LeaderLatch latch : latches) {
                latch.close();
            }
            curator.close();
            line.close();
        }
    }
}
