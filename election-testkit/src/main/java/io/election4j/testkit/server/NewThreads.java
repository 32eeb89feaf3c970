/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the live threads that this process has started since a certain time, for tests of what a connection costs and
 * leaves behind. Threads of the Java virtual machine and of test frameworks do not count, nor those that a library
 * starts at any time and keeps for as long as the process lives. Thread-safe.
 */
public final class NewThreads {
    private static final List<String> LIVE_AS_LONG_AS_THE_PROCESS = List.of(
            "Attach Listener",
            "Cleaner-",
            "Common-Cleaner",
            "CompletableFutureDelayScheduler",
            "FailsafeDelayScheduler",
            "ForkJoinPool",
            "Signal Dispatcher",
            "process reaper");
    private static final List<String> OF_TESTS = List.of("awaitility-", "junit", "surefire-", "test-");

    private final Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    private final List<String> notCounted;

    private NewThreads(List<String> notCounted) {
        this.notCounted = notCounted;
    }

    /**
     * Counts threads that are started from now on.
     *
     * @param notCounted prefixes of the names of threads that do not count, such as those of a server in this process
     */
    public static NewThreads sinceNow(String... notCounted) {
        List<String> names = new ArrayList<>(List.of(notCounted));
        names.addAll(LIVE_AS_LONG_AS_THE_PROCESS);
        names.addAll(OF_TESTS);
        return new NewThreads(names);
    }

    /** Returns the threads that live now. */
    public Set<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> notCounted.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }

    /**
     * Waits until at most {@code count} threads live.
     *
     * @throws AssertionError if more live for longer than {@link Wait} waits; names them
     */
    public void awaitAtMost(int count) {
        try {
            Wait.until("no more than " + count + " new threads", () -> alive().size() <= count);
        } catch (RuntimeException | AssertionError late) {
            throw new AssertionError("more than " + count + " new threads: " + alive(), late);
        }
    }
}
