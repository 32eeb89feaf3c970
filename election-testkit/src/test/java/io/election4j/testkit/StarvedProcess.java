/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.election4j.AsyncCandidate;
import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.testkit.memory.MemoryService;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Uses up the threads of its process while it leads: its terms end, other candidates of the process lead, and later
 * threads are available again. Exits with 0 if the engine kept all its promises.
 */
final class StarvedProcess {
    private static final int ELECTIONS = 2_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MemoryService service = MemoryService.named("starved");
    private final List<Candidacy> candidacies = new ArrayList<>();
    private final Set<String> ledByOther = ConcurrentHashMap.newKeySet();
    private final Set<Term> begun = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger waits = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    private StarvedProcess() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(3);
        });
        new StarvedProcess().run();
        System.out.println("everything went on");
        System.exit(0);
    }

    private void run() throws Exception {
        try (Elections first = Elections.connect("memory:starved?ttl=3s");
                Elections second = Elections.connect("memory:starved?ttl=3s")) {
            enterAll(first, "first", this::leadUntilTheEnd);
            Candidacy alone = first.enter("threaded", "first", this::leadOnAThread);
            Wait.until(
                    LIMIT,
                    "all lead",
                    () -> begun.size() >= ELECTIONS
                            && calls.get() >= 1
                            && alone.term().isPresent());
            enterAll(second, "second", term -> {
                ledByOther.add(String.valueOf(term.fencingToken()));
                return leadUntilTheEnd(term);
            });
            Wait.until(LIMIT, "the others stand in line", () -> service.leader("e-" + (ELECTIONS - 1))
                    .isPresent());
            CountDownLatch release = useUpThreads();
            service.endSession("e-0");
            System.out.println("threads are used up, and the terms have ended");
            Wait.until(LIMIT, "the waiting leader is woken", () -> waits.get() >= 1);
            Wait.until(LIMIT, "the others lead all elections", () -> ledByOther.size() == ELECTIONS);
            Wait.until(LIMIT, "all ends are told", () -> ends.get() >= ELECTIONS);
            System.out.println("all was told without another thread");
            release.countDown();
            Wait.until(
                    LIMIT,
                    "the leader with a thread of its own leads again",
                    () -> alone.term().isPresent() && calls.get() >= 2);
            service.endSession("e-0");
            Wait.until(LIMIT, "each election is led once", this::allAreLed);
        }
    }

    private void enterAll(Elections elections, String candidateId, AsyncCandidate candidate) {
        for (int i = 0; i < ELECTIONS; i++) {
            candidacies.add(elections.enterAsync("e-" + i, candidateId, candidate));
        }
    }

    private CompletionStage<?> leadUntilTheEnd(Term term) {
        begun.add(term);
        return term.ended().thenRun(ends::incrementAndGet);
    }

    private void leadOnAThread(Term term) throws InterruptedException {
        calls.incrementAndGet();
        term.awaitEnd();
        waits.incrementAndGet();
    }

    /** Whether each election has one candidate whose term is valid. */
    private boolean allAreLed() {
        return candidacies.stream()
                        .filter(candidacy -> candidacy.term().isPresent())
                        .collect(Collectors.counting())
                == ELECTIONS;
    }

    /** Starts idle threads until the process reaches its limit; they end when the latch is released. */
    private static CountDownLatch useUpThreads() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 10_000; i++) {
            try {
                Thread idle = new Thread(() -> awaitQuietly(release), "idle");
                idle.setDaemon(true);
                idle.start();
            } catch (OutOfMemoryError noThread) {
                System.out.println("no thread after " + i);
                return release;
            }
        }
        throw new IllegalStateException("the process may have as many threads as it wants");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(120, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
