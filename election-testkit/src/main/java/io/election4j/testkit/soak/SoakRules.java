/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.election4j.testkit.server.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests that neither a process nor its service keeps anything of elections that nobody uses any more: many different elections are
 * entered, watched and left by one connection in a process of its own, and what is held after a fifth of them is compared with
 * what is held after all. Only on Linux.
 *
 * <p>There are 1,500 elections, or as many as the system property {@code election4j.soak} says. Whatever is kept for each election
 * grows by their number; what grows by a tenth of that is reported.
 */
public abstract class SoakRules {
    private static final Logger log = LoggerFactory.getLogger(SoakRules.class);
    private static final int USUAL = 1_500;
    private static final int PARTS = 5;
    private static final int PORTION = 1_000;
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Duration CLEAN_UP = Duration.ofSeconds(90);
    private static final String OURS = "io.election4j.";
    private static final String ALL_OBJECTS = "objects of all classes";

    /** Objects that come and go in any process while it runs. */
    private static final long NOISE = 20_000;

    @TempDir
    private Path directory;

    /** Returns the URI of the service, with a namespace and this time to live. */
    protected abstract String uri(Duration ttl);

    /** Counts what the service holds, such as keys, watches and sessions; the service may need some time to clean up. */
    protected abstract Map<String, Long> heldByTheService() throws Exception;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS, threadMode = ThreadMode.SEPARATE_THREAD)
    void nothingIsKeptOfElectionsThatNobodyUsesAnyMore() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "sockets cannot be counted");
        int elections = Integer.getInteger("election4j.soak", USUAL);
        int early = elections / PARTS;
        try (Child child = new Child()) {
            child.use(0, early);
            Wait.during(Duration.ofSeconds(3), "the process forgets what nobody asks for", child.process::isAlive);
            Map<String, Long> before = held(child);
            child.use(early, elections);
            long allowed = (elections - early) / 10L;
            Map<String, Long> grown = new TreeMap<>();
            try {
                Wait.until(CLEAN_UP, "as little is held as before", () -> {
                    grown.clear();
                    grown.putAll(growth(before, held(child), allowed));
                    return grown.isEmpty();
                });
            } catch (RuntimeException | AssertionError late) {
                assertThat(grown)
                        .as("what has grown by more than %d while %d elections were used", allowed, elections - early)
                        .isEmpty();
                throw late;
            }
        }
    }

    private Map<String, Long> held(Child child) throws Exception {
        Map<String, Long> held = child.count();
        heldByTheService().forEach((what, number) -> held.put("at the service: " + what, number));
        log.info("held: {}", withoutSingleClasses(held));
        return held;
    }

    private static Map<String, Long> withoutSingleClasses(Map<String, Long> held) {
        Map<String, Long> summary = new TreeMap<>(held);
        summary.keySet().removeIf(name -> name.startsWith(OURS));
        return summary;
    }

    private static Map<String, Long> growth(Map<String, Long> before, Map<String, Long> after, long allowed) {
        Map<String, Long> grown = new TreeMap<>();
        after.forEach((name, number) -> {
            long more = number - before.getOrDefault(name, 0L);
            long limit = name.equals(ALL_OBJECTS) ? Math.max(NOISE, allowed * 10) : allowed;
            if (more > limit) {
                grown.put(name, more);
            }
        });
        return grown;
    }

    /** The process that uses the elections. */
    private final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;

        Child() throws IOException {
            Path errors = directory.resolve("soak.err");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SoakProcess.class.getName(),
                            uri(TTL))
                    .redirectError(errors.toFile())
                    .start();
            answers = process.inputReader();
            orders = process.outputWriter();
        }

        /** Uses elections in portions, and tells of each. */
        void use(int from, int to) throws IOException {
            for (int next = from; next < to; next += PORTION) {
                int end = Math.min(next + PORTION, to);
                ask("use " + next + " " + end);
                log.info("{} elections used", end);
            }
        }

        /** The objects of each of our classes, and of all classes together; threads and sockets. */
        Map<String, Long> count() throws IOException {
            Map<String, Long> counted = new TreeMap<>();
            ask("count").forEach((name, number) -> {
                if (name.startsWith(OURS) || name.equals(SoakProcess.THREADS) || name.equals(SoakProcess.SOCKETS)) {
                    counted.put(name, number);
                } else {
                    counted.merge(ALL_OBJECTS, number, Long::sum);
                }
            });
            return counted;
        }

        private Map<String, Long> ask(String order) throws IOException {
            orders.write(order + "\n");
            orders.flush();
            Map<String, Long> answer = new TreeMap<>();
            for (String line = answers.readLine(); !SoakProcess.DONE.equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IllegalStateException(
                            "the process has ended; it said: " + Files.readString(directory.resolve("soak.err")));
                }
                int space = line.lastIndexOf(' ');
                answer.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
            }
            return answer;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
