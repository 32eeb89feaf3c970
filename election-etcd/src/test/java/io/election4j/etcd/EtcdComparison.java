/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.testkit.Renewed;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ProxyLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures this backend beside the elections of the client library, in turn on one server: entering, handover, and what
 * happens when the leader's connection breaks. Run by hand; prints milliseconds.
 */
final class EtcdComparison {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final int WARM_UP = 30;
    private static final int RUNS = 80;
    private static final int CRASHES = 20;

    private EtcdComparison() {}

    /** One measurement; the number keeps elections apart. */
    private interface Scene {
        long play(int number) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("etcd-comparison-");
        try (EtcdCluster cluster = EtcdCluster.start(1, directory)) {
            try (Ours ours = new Ours(cluster);
                    RawElections raw = new RawElections(cluster.hosts(), TTL);
                    RawElections rawNext = new RawElections(cluster.hosts(), TTL)) {
                compare("enter to term", RUNS, WARM_UP, ours::enter, raw::enter);
                compare("graceful handover", RUNS, WARM_UP, ours::handOver, number -> raw.handOver(rawNext, number));
            }
            compare("crash to next term", CRASHES, 1, n -> crashOfOurs(cluster, n), n -> crashOfRaw(cluster, n));
        }
    }

    private static void compare(String what, int runs, int warmUp, Scene ours, Scene raw) throws Exception {
        List<Double> mine = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = -warmUp; i < runs; i++) {
            long one = ours.play(i + warmUp);
            long other = raw.play(i + warmUp);
            if (i >= 0) {
                mine.add(one / 1e6);
                theirs.add(other / 1e6);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s n=%d  ours %s  jetcd %s  p50 ratio %.2f%n",
                what,
                runs,
                figures(mine),
                figures(theirs),
                percentile(mine, 50) / percentile(theirs, 50));
    }

    private static String figures(List<Double> values) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f p95 %.1f max %.1f",
                percentile(values, 50),
                percentile(values, 95),
                percentile(values, 100));
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.size()) - 1));
    }

    private static long crashOfOurs(EtcdCluster cluster, int number) throws Exception {
        try (ProxyLine line = Lines.before(cluster, "crash");
                Backend leading = connect(line.uri(TTL));
                Backend waiting = connect(cluster.uri("crash", TTL));
                Renewed leader = Renewed.stand(leading, "e" + number, "a", TTL)) {
            leader.awaitToken();
            leader.awaitRenewals(2);
            return crashOfOurs(waiting, number, line);
        }
    }

    private static long crashOfOurs(Backend waiting, int number, ProxyLine line) throws Exception {
        try (Renewed next = Renewed.stand(waiting, "e" + number, "b", TTL)) {
            next.awaitRenewals(2);
            pauseUpToOneBeat(number);
            long start = System.nanoTime();
            line.cut();
            next.campaign().won().thenCompose(token -> next.campaign().renew()).get(20, TimeUnit.SECONDS);
            long time = System.nanoTime() - start;
            next.leave();
            return time;
        }
    }

    private static long crashOfRaw(EtcdCluster cluster, int number) throws Exception {
        String host = BackendUri.parse("etcd://" + cluster.hosts()).hosts().get(0);
        FaultProxy proxy = new FaultProxy(Integer.parseInt(host.substring(host.indexOf(':') + 1)));
        try (RawElections leading = new RawElections("127.0.0.1:" + proxy.port(), TTL);
                RawElections waiting = new RawElections(cluster.hosts(), TTL)) {
            return leading.crash(waiting, number, proxy::cut, () -> pauseUpToOneBeat(number));
        } finally {
            proxy.close();
        }
    }

    /** So that the crash comes at all points of a beat. */
    private static void pauseUpToOneBeat(int number) {
        long until = System.nanoTime() + TTL.toNanos() / 3 * (number % 10) / 10;
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static Backend connect(String uri) {
        return new EtcdProvider().connect(BackendUri.parse(uri));
    }

    /** Two processes' worth of this backend. */
    private static final class Ours implements AutoCloseable {
        private final Backend one;
        private final Backend other;
        private final Renewed keepsOneWarm;
        private final Renewed keepsOtherWarm;

        Ours(EtcdCluster cluster) {
            one = connect(cluster.uri("ours", TTL));
            other = connect(cluster.uri("ours", TTL));
            keepsOneWarm = Renewed.stand(one, "warm-1", "a", TTL);
            keepsOtherWarm = Renewed.stand(other, "warm-2", "a", TTL);
            keepsOneWarm.awaitToken();
            keepsOtherWarm.awaitToken();
        }

        long enter(int number) throws Exception {
            long start = System.nanoTime();
            Campaign campaign = one.campaign("enter-" + number, "a", TTL);
            awaitTerm(campaign);
            long time = System.nanoTime() - start;
            campaign.leave().get(5, TimeUnit.SECONDS);
            return time;
        }

        long handOver(int number) throws Exception {
            Campaign leader = one.campaign("hand-" + number, "a", TTL);
            awaitTerm(leader);
            Campaign next = other.campaign("hand-" + number, "b", TTL);
            next.renew().get(5, TimeUnit.SECONDS);
            long start = System.nanoTime();
            var left = leader.leave();
            awaitTerm(next);
            long time = System.nanoTime() - start;
            left.get(5, TimeUnit.SECONDS);
            next.leave().get(5, TimeUnit.SECONDS);
            return time;
        }

        private static void awaitTerm(Campaign campaign) throws Exception {
            campaign.won().thenCompose(token -> campaign.renew()).get(5, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            keepsOneWarm.close();
            keepsOtherWarm.close();
            one.close();
            other.close();
        }
    }
}
