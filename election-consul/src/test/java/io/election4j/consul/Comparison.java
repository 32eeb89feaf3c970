/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.testkit.Renewed;
import io.election4j.testkit.server.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.KeyValueClient;
import org.kiwiproject.consul.model.session.ImmutableSession;
import org.kiwiproject.consul.option.ImmutableQueryOptions;
import org.kiwiproject.consul.option.QueryOptions;

/**
 * Measures elections of ours beside the plain lock of Consul's documentation (a session of 10 s, acquire, a blocking
 * query), in turn, on the agent whose port is the first argument. Prints milliseconds.
 */
final class Comparison {
    private static final Duration TTL = ConsulSettings.DEFAULT_TTL;
    private static final int WARM_UP = 40;
    private static final int ROUNDS = 60;
    private static final int CRASHES = 20;
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final Consul plain;
    private final KeyValueClient keys;

    private Comparison(int port) {
        this.port = port;
        this.plain = Consul.builder().withUrl("http://127.0.0.1:" + port).build();
        this.keys = plain.keyValueClient();
    }

    public static void main(String[] arguments) throws Exception {
        Comparison comparison = new Comparison(Integer.parseInt(arguments[0]));
        comparison.enter();
        comparison.handOver();
        comparison.crash();
        comparison.plain.destroy();
    }

    private Backend connect(int by) {
        return new ConsulProvider()
                .connect(BackendUri.parse("consul://127.0.0.1:" + by + "/bench?ttl=" + TTL.toMillis() + "ms"));
    }

    private void enter() {
        List<Long> ours = new ArrayList<>();
        List<Long> theirs = new ArrayList<>();
        try (Backend backend = connect(port)) {
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                long start = System.nanoTime();
                Campaign campaign = backend.campaign("enter-" + start, "ours", TTL);
                prove(campaign);
                ours.add(System.nanoTime() - start);
                campaign.leave().join();
                start = System.nanoTime();
                String session = session();
                require(keys.acquireLock("bench-plain/" + start, session));
                theirs.add(System.nanoTime() - start);
                plain.sessionClient().destroySession(session);
            }
        }
        print("enter -> term (plain: -> acquired)", ours, theirs, WARM_UP);
    }

    private void handOver() throws Exception {
        List<Long> ours = new ArrayList<>();
        List<Long> theirs = new ArrayList<>();
        try (Backend one = connect(port);
                Backend two = connect(port)) {
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                ours.add(oneHandOver(one, two));
                theirs.add(onePlainHandOver());
            }
        }
        print("handover", ours, theirs, WARM_UP);
    }

    private static long oneHandOver(Backend one, Backend two) throws Exception {
        String election = "handover-" + System.nanoTime();
        try (Renewed leader = Renewed.stand(one, election, "leader", TTL)) {
            leader.awaitToken();
            Campaign next = two.campaign(election, "next", TTL);
            next.renew().join();
            TimeUnit.MILLISECONDS.sleep(60); // until it stands in line
            CompletableFuture<Long> proven =
                    next.won().thenCompose(token -> next.renew()).thenApply(span -> System.nanoTime());
            long start = System.nanoTime();
            var left = leader.campaign().leave();
            long taken = proven.get(10, TimeUnit.SECONDS) - start;
            left.join();
            next.leave().join();
            return taken;
        }
    }

    private long onePlainHandOver() throws Exception {
        String key = "bench-plain/" + System.nanoTime();
        String leader = session();
        String next = session();
        require(keys.acquireLock(key, leader));
        CompletableFuture<Long> acquired = CompletableFuture.supplyAsync(() -> acquire(key, next));
        TimeUnit.MILLISECONDS.sleep(60);
        long start = System.nanoTime();
        require(keys.releaseLock(key, leader));
        long taken = acquired.get(10, TimeUnit.SECONDS) - start;
        plain.sessionClient().destroySession(leader);
        plain.sessionClient().destroySession(next);
        return taken;
    }

    private void crash() throws Exception {
        List<CompletableFuture<Long>> ours = new ArrayList<>();
        List<CompletableFuture<Long>> theirs = new ArrayList<>();
        List<AutoCloseable> open = new ArrayList<>();
        Backend standby = connect(port);
        for (int i = 0; i < CRASHES; i++) {
            String election = "crash-" + System.nanoTime();
            FaultProxy line = new FaultProxy(port);
            Backend dying = connect(line.port());
            Renewed leader = Renewed.stand(dying, election, "leader", TTL);
            leader.awaitToken();
            leader.awaitRenewals(2);
            Renewed next = Renewed.stand(standby, election, "next", TTL);
            next.awaitRenewals(1);
            String key = "bench-plain/" + System.nanoTime();
            require(keys.acquireLock(key, session())); // and nobody renews that session
            String waiting = session();
            TimeUnit.MILLISECONDS.sleep(37L * i % 331);
            long start = System.nanoTime();
            line.cut();
            ours.add(next.campaign()
                    .won()
                    .thenCompose(token -> next.campaign().renew())
                    .thenApply(span -> System.nanoTime() - start));
            theirs.add(CompletableFuture.supplyAsync(
                    () -> {
                        renewWhileWaiting(waiting);
                        return acquire(key, waiting) - start;
                    },
                    task -> new Thread(task, "plain").start()));
            open.add(leader);
            open.add(dying);
            open.add(line);
        }
        print("crash -> successor", times(ours), times(theirs), 0);
        for (AutoCloseable each : open) {
            each.close();
        }
        standby.close();
        System.exit(0);
    }

    private void renewWhileWaiting(String session) {
        Thread thread = new Thread(() -> {
            while (true) {
                plain.sessionClient().renewSession(session);
                try {
                    TimeUnit.SECONDS.sleep(5);
                } catch (InterruptedException end) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static List<Long> times(List<CompletableFuture<Long>> futures) throws Exception {
        List<Long> times = new ArrayList<>();
        for (CompletableFuture<Long> each : futures) {
            times.add(each.get(CRASH_LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        return times;
    }

    private static void prove(Campaign campaign) {
        campaign.won().thenCompose(token -> campaign.renew()).join();
    }

    private String session() {
        return plain.sessionClient()
                .createSession(
                        ImmutableSession.builder().name("plain").ttl("10s").build())
                .getId();
    }

    /** As the documentation says: read, wait for a change, acquire; during the lock-delay again and again. */
    private long acquire(String key, String session) {
        java.math.BigInteger index = java.math.BigInteger.ZERO;
        while (true) {
            QueryOptions options =
                    ImmutableQueryOptions.builder().index(index).wait("5s").build();
            var answer = keys.getConsulResponseWithValue(key, options);
            if (answer.isPresent()) {
                index = answer.get().getIndex();
            }
            boolean free =
                    answer.flatMap(value -> value.getResponse().getSession()).isEmpty();
            if (free && keys.acquireLock(key, session)) {
                return System.nanoTime();
            }
        }
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("the plain lock was not acquired or released");
        }
    }

    private static void print(String what, List<Long> ours, List<Long> theirs, int skip) {
        System.out.println(what + ": ours " + summary(ours, skip) + ", plain " + summary(theirs, skip));
    }

    private static String summary(List<Long> nanos, int skip) {
        List<Double> sorted =
                nanos.stream().skip(skip).sorted().map(each -> each / 1e6).toList();
        Optional<Double> last = Optional.of(sorted.get(sorted.size() - 1));
        return String.format(
                "min %.1f p50 %.1f p95 %.1f max %.1f (n=%d)",
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.95) - 1 < 0 ? 0 : (int) Math.ceil(sorted.size() * 0.95) - 1),
                last.get(),
                sorted.size());
    }
}
