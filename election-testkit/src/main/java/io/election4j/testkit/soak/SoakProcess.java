/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.soak;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.LeaderWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Uses elections and counts what it holds, as told by its input: {@code use FROM TO} enters, watches and leaves the elections of
 * these numbers; {@code count} prints the number of live objects of each class, of threads and of sockets, each as a line of
 * name and number. A line {@code done} ends each answer.
 */
final class SoakProcess {
    static final String THREADS = "threads";
    static final String SOCKETS = "sockets";
    static final String DONE = "done";

    private static final int AT_ONCE = 50;
    private static final long LIMIT_SECONDS = 120;
    private static final String ID = "soak";
    private static final Pattern CLASS_LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");

    private final Elections elections;

    private SoakProcess(Elections elections) {
        this.elections = elections;
    }

    /** Runs until its input ends; the argument is the URI. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Elections elections = Elections.connect(arguments[0])) {
            SoakProcess process = new SoakProcess(elections);
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", -1);
                if (words[0].equals("use")) {
                    process.use(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                } else {
                    count();
                }
                System.out.println(DONE);
            }
        }
    }

    private void use(int from, int to) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Void>> uses = new ArrayList<>();
            for (int i = from; i < to; i++) {
                String election = "soak-" + i;
                uses.add(users.submit(() -> use(election)));
            }
            for (Future<Void> each : uses) {
                each.get();
            }
        } finally {
            users.shutdownNow();
        }
    }

    @SuppressWarnings("try") // both are closed, and not used otherwise
    private Void use(String election) throws InterruptedException {
        CountDownLatch led = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        try (LeaderWatch watch = elections.watch(election, leader -> leader.ifPresent(known -> seen.countDown()));
                Candidacy candidacy = elections.enterAsync(election, ID, term -> {
                    led.countDown();
                    return term.ended();
                })) {
            if (!led.await(LIMIT_SECONDS, TimeUnit.SECONDS) || !seen.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(election + " has had no leader for " + LIMIT_SECONDS + " s: "
                        + candidacy.status() + ", " + watch.problem());
            }
        }
        return null;
    }

    private static void count() throws JMException, IOException {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        histogram.toString().lines().forEach(line -> {
            Matcher found = CLASS_LINE.matcher(line);
            if (found.matches()) {
                System.out.println(found.group(2) + " " + found.group(1));
            }
        });
        System.out.println(THREADS + " " + ManagementFactory.getThreadMXBean().getThreadCount());
        System.out.println(SOCKETS + " " + sockets());
    }

    private static long sockets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(SoakProcess::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
