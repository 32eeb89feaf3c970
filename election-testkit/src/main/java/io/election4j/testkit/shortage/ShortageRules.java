/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.shortage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Elections;
import io.election4j.testkit.server.ProcessLimits;
import io.election4j.testkit.server.ProcessLimits.Resource;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.shortage.TermFile.SeenTerm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a process without memory, file descriptors or threads for longer than the time to live, while it leads one
 * election and waits in another: its terms overlap with no other term, its output names the cause, and it stands again
 * after the shortage, without a restart. Only on Linux.
 */
@Timeout(180)
public abstract class ShortageRules {
    private static final int LEADS = 0;
    private static final int WAITS = 1;
    private static final String NO_FILES = "Too many open files|has no file descriptor left";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ConcurrentMap<Long, Long> firstSeen = new ConcurrentHashMap<>();

    @TempDir
    private Path directory;

    /** Returns one server, with a proxy in front of it; the rules do not close it. */
    protected abstract ServerCluster cluster();

    /** The time to live of the terms: short, but long enough for a busy machine. */
    protected Duration ttl() {
        return Duration.ofSeconds(3);
    }

    @BeforeEach
    void requireLimits() {
        assumeTrue(ProcessLimits.canBeSet(), "limits cannot be set for a process");
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void aHeapThatIsFullForAWhileLosesNoElectionForGood() throws Exception {
        Child child = start("heap", List.of(), this::loseTheTerm);
        child.file.fillHeap(true);
        Wait.until("memory is short", () -> child.file.shortages() > 20);
        child.letShortageLast();
        child.file.fillHeap(false);
        child.assertRecovered();
    }

    @Test
    void aProcessThatIsToEndWhenItsHeapIsFullIsReplaced() throws Exception {
        Child child = start("exit", List.of("-XX:+ExitOnOutOfMemoryError"), none -> {});
        child.file.fillHeap(true);
        Wait.until(PATIENCE, "the process ends", () -> !child.process.isAlive());
        Wait.until(PATIENCE, "the rival leads", () -> child.rival.term().isPresent());
        child.assertNoOverlap();
    }

    @Test
    void fileDescriptorsThatAreUsedUpForAWhileAreNamedAndLoseNoElectionForGood() throws Exception {
        Child child = start("files", List.of(), none -> {});
        String before = child.says();
        String said = child.runWithout(Resource.FILES).substring(before.length());
        assertThat(said).containsPattern(NO_FILES);
        // On a busy machine, an answer that was asked for before the shortage may come too late; that is told first
        // then.
        String named = said.split(NO_FILES, 2)[1];
        assertThat(named).doesNotContain("does not answer");
        child.assertRecovered();
    }

    @Test
    void threadsThatAreUsedUpForAWhileLoseNoElectionForGood() throws Exception {
        Child child = start("threads", List.of(), none -> {});
        child.runWithout(Resource.THREADS);
        child.assertRecovered();
    }

    /** Starts a process that leads one election, and a rival in this process that leads the other. */
    private Child start(String namespace, List<String> javaOptions, Consumer<Child> warmUp) {
        Elections rivals = Elections.connect(cluster().uri(namespace, ttl()));
        open.add(rivals);
        Candidacy leader = rivals.enter(ShortProcess.ELECTIONS.get(WAITS), "rival", term -> term.awaitEnd());
        Wait.until(PATIENCE, "the rival leads", () -> leader.term().isPresent());
        Child child = new Child(namespace, javaOptions, leader);
        Wait.until(
                PATIENCE,
                "the process leads one election and waits in the other",
                () -> child.file.isLeading(LEADS) && !child.file.terms(LEADS).isEmpty() && child.file.isWaiting(WAITS));
        warmUp.accept(child);
        child.rival = rivals.enter(ShortProcess.ELECTIONS.get(LEADS), "rival", term -> {
            while (term.isValid()) {
                firstSeen.computeIfAbsent(term.fencingToken(), token -> System.nanoTime());
                term.awaitEnd();
            }
        });
        Candidacy standing = child.rival;
        Wait.until(PATIENCE, "the rival waits", () -> standing.status().state() == State.WAITING);
        return child;
    }

    /**
     * Loads the classes that the loss of a connection needs. If memory runs out while Java initializes a class, Java
     * never loads that class again, and we cannot prevent that.
     */
    private void loseTheTerm(Child child) {
        cluster().proxyTo(0).cut();
        Wait.until(PATIENCE, "the process has no connection", () -> !child.file.isLeading(LEADS));
        cluster().proxyTo(0).mend();
        Wait.until(
                PATIENCE, "the process leads again", () -> child.file.isLeading(LEADS) && child.file.isWaiting(WAITS));
    }

    /** Holds the process and its rivals. */
    private final class Child {
        private final TermFile file;
        private final ServerProcess process;
        private final ProcessLimits limits;
        private final Candidacy leader;
        private Candidacy rival;

        Child(String namespace, List<String> javaOptions, Candidacy leader) {
            this.leader = leader;
            this.rival = leader; // until the other rival exists
            Path terms = directory.resolve("terms");
            file = TermFile.open(terms);
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx40m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-MaxFDLimit"));
            command.addAll(javaOptions);
            command.addAll(List.of(
                    "-cp",
                    ClassPathJars.of(directory),
                    ShortProcess.class.getName(),
                    cluster().proxiedUri(namespace, ttl()),
                    terms.toString()));
            process = ServerProcess.of("short", directory, ProcessLimits.command(command));
            open.add(process);
            process.start();
            limits = ProcessLimits.of(process.pid());
        }

        /** Lets the shortage last longer than a term can; does not check who leads by then. */
        void letShortageLast() throws IOException {
            try {
                Wait.during(ttl().multipliedBy(2), "the process lives", process::isAlive);
            } catch (RuntimeException dead) {
                throw new AssertionError(dead.getMessage() + "; it said: " + says(), dead);
            }
        }

        /**
         * Withdraws the resource, then breaks the connection, so that the process needs the resource for a new one;
         * returns its whole output so far.
         */
        String runWithout(Resource resource) throws IOException {
            limits.takeAway(resource);
            cluster().proxyTo(0).cut();
            cluster().proxyTo(0).mend();
            letShortageLast();
            String said = says();
            limits.giveBack(resource);
            return said;
        }

        /**
         * Asserts that one candidate leads the first election, and that the process wins both when no other candidate
         * stands.
         */
        void assertRecovered() throws IOException {
            rival.close();
            leader.close();
            try {
                Wait.until(
                        PATIENCE,
                        "the process leads both elections",
                        () -> file.isLeading(LEADS) && file.isLeading(WAITS));
            } catch (RuntimeException late) {
                throw new AssertionError(late.getMessage() + "; it said: " + says(), late);
            }
            assertNoOverlap();
        }

        void assertNoOverlap() {
            for (SeenTerm term : file.terms(LEADS)) {
                firstSeen.forEach((token, first) -> assertThat(token < term.token() || first > term.last())
                        .as("the term %d of the rival began after the end of %s", token, term)
                        .isTrue());
            }
        }

        String says() throws IOException {
            return Files.readString(process.log());
        }
    }
}
