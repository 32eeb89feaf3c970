/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what each signal of Linux does to {@code bin/election lead} and to its command, which never runs on without its
 * leader. {@link LeadTest} tests the signals that request an end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalTest {
    private static final int LAST = 64;
    private static final int QUIT = 3;
    private static final int CONT = 18;

    /** SIGHUP, SIGINT, SIGTERM: passed to the command and all that it has started; they request an end. */
    private static final List<Integer> REQUESTS = List.of(1, 2, 15);

    /** SIGUSR1, SIGUSR2, SIGALRM, SIGSTKFLT, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO, SIGPWR: passed to the command. */
    private static final List<Integer> PASSED_ON = List.of(10, 12, 14, 16, 24, 26, 27, 29, 30);

    /** SIGPIPE, SIGCHLD, SIGCONT, SIGURG, SIGXFSZ, SIGWINCH, and SIGRTMAX-2, by which Java wakes its threads: no effect. */
    private static final List<Integer> WITHOUT_EFFECT = List.of(13, 17, CONT, 23, 25, 28, 62);

    /** SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU: lead stops until SIGCONT, and its command continues. */
    private static final List<Integer> STOPS = List.of(19, 20, 21, 22);

    /**
     * Signals that glibc uses for its threads. They end a process or have no effect, depending on glibc's version and on what the
     * process has done before.
     */
    private static final List<Integer> OF_C_LIBRARY = List.of(32, 33);

    private static final int AT_ONCE = 4;
    /** Long enough for a busy machine. */
    private static final Duration TTL = Duration.ofSeconds(30);

    private static final Duration START = Duration.ofMinutes(2);
    private static final String FOR_EVER = "; while :; do sleep 0.1; done";

    private Path directory;
    private ZooKeeperCluster cluster;
    private Scripts scripts;

    @BeforeAll
    void startServer(@TempDir Path temporary) throws Exception {
        directory = temporary;
        scripts = Scripts.built(temporary.resolve("checkout"));
        cluster = ZooKeeperCluster.start(1, temporary.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    private Program lead(String election, String script) {
        String uri = cluster.uri("signals", TTL);
        return Program.of(directory, scripts.script("election"), "lead", uri, election, "--", "sh", "-c", script);
    }

    /** Returns the signals that end lead at once, as Java cannot handle them: SIGKILL, faults of a program, real-time signals. */
    private static List<Integer> fatalSignals() throws IOException {
        long ignored = ignoredByChildren();
        return IntStream.rangeClosed(1, LAST)
                .filter(signal -> signal != QUIT && (ignored >> (signal - 1) & 1) == 0)
                .boxed()
                .filter(signal -> !REQUESTS.contains(signal)
                        && !PASSED_ON.contains(signal)
                        && !WITHOUT_EFFECT.contains(signal)
                        && !OF_C_LIBRARY.contains(signal)
                        && !STOPS.contains(signal))
                .toList();
    }

    /** Java starts its children with the signals of the C library ignored. */
    private static long ignoredByChildren() throws IOException {
        Process child = new ProcessBuilder("sh", "-c", "grep SigIgn /proc/self/status").start();
        try (BufferedReader reader = child.inputReader()) {
            String line = Optional.ofNullable(reader.readLine()).orElse("SigIgn:0");
            return Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
        }
    }

    @Test
    void aSignalThatEndsLeadEndsItsCommandAndItsDescendants() throws Exception {
        List<Integer> left = new ArrayList<>(fatalSignals());
        while (!left.isEmpty()) {
            List<Integer> some = left.subList(0, Math.min(AT_ONCE, left.size()));
            Map<Integer, Program> programs = new TreeMap<>();
            try {
                some.forEach(signal -> programs.put(signal, startTwo(signal)));
                for (Map.Entry<Integer, Program> each : programs.entrySet()) {
                    assertEnds(each.getValue(), each.getKey());
                }
            } finally {
                programs.values().forEach(Program::close);
            }
            some.clear();
        }
    }

    private Program startTwo(int signal) {
        return lead("deadly-" + signal, "sh -c 'echo child $$" + FOR_EVER + "' & echo parent $$" + FOR_EVER);
    }

    private static void assertEnds(Program lead, int signal) throws Exception {
        Wait.holds(
                START,
                "signal " + signal + ", both have started",
                () -> assertThat(lead.out().lines()).as(lead.err()).hasSize(2));
        List<Long> running = lead.out()
                .lines()
                .map(line -> Long.parseLong(line.split(" ", -1)[1]))
                .toList();
        lead.signal(Integer.toString(signal));
        assertThat(lead.status()).as("signal %d", signal).isGreaterThan(128);
        for (long pid : running) {
            Wait.until("signal " + signal + " ends " + pid + ": " + lead.err(), () -> !isRunning(pid));
        }
        assertThat(lead.out().lines()).as("signal %d, output", signal).hasSize(2);
        Wait.until("signal " + signal + " is told", () -> lead.err().contains("lead has died; the command is stopped"));
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void aSignalWithoutAFixedMeaningIsPassedToTheCommandAndLeadGoesOn() throws Exception {
        StringBuilder traps = new StringBuilder();
        PASSED_ON.forEach(signal -> traps.append("trap 'echo got-")
                .append(signal)
                .append(".' ")
                .append(signal)
                .append("; "));
        try (Program lead = lead("passed", traps + "echo ready" + FOR_EVER)) {
            lead.awaitOut("ready");
            for (int signal : PASSED_ON) {
                lead.signal(Integer.toString(signal));
                lead.awaitOut("got-" + signal + ".");
            }
            for (int signal : WITHOUT_EFFECT) {
                lead.signal(Integer.toString(signal));
            }
            lead.signal("USR1");
            Wait.until(
                    "it still leads",
                    () -> lead.out().lines().filter("got-10."::equals).count() == 2);
            lead.signal("TERM");
            assertThat(lead.status()).isEqualTo(143);
        }
    }

    @Test
    void aCommandThatAPassedSignalEndsLeavesNoProcessBehind() throws Exception {
        try (Program lead = lead("plain", "sh -c 'echo child $$" + FOR_EVER + "' & echo ready" + FOR_EVER)) {
            lead.awaitOut("child ").awaitOut("ready");
            long child = Long.parseLong(lead.out()
                    .lines()
                    .filter(line -> line.startsWith("child"))
                    .findFirst()
                    .orElseThrow()
                    .split(" ", -1)[1]);
            lead.signal("USR1");
            assertThat(lead.status()).isEqualTo(138);
            Wait.until("it has ended", () -> !isRunning(child));
        }
    }

    @Test
    void aSignalForTheCommandEndsAWaitingCandidate() throws Exception {
        try (Program leader = lead("waits", "echo ready" + FOR_EVER)) {
            leader.awaitOut("ready");
            try (Program waiting = lead("waits", "echo never")) {
                waiting.awaitErr("waits to lead").signal("ALRM");
                assertThat(waiting.status()).isEqualTo(142);
                assertThat(waiting.out()).isEmpty();
            }
        }
    }

    @Test
    void theDumpOfThreadsGoesToStandardErrorAndTheCommandGoesOn() throws Exception {
        try (Program lead = lead("quit", "echo ready" + FOR_EVER)) {
            lead.awaitOut("ready").signal("QUIT");
            lead.awaitErr("Full thread dump").signal("TERM");
            assertThat(lead.status()).isEqualTo(143);
            assertThat(lead.out()).isEqualTo("ready\n");
        }
    }

    @Test
    void theCommandReceivesEverySignal() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "the masks can be read on Linux only");
        // The shell reads its own mask: while it starts another program to do so, it blocks all signals.
        String mask = "while read -r line; do case $line in SigBlk*) echo \"$line\" ;; esac; done </proc/$$/status; ";
        try (Program lead = lead("masks", "trap 'echo heard' QUIT; " + mask + "echo $$" + FOR_EVER)) {
            Wait.until(START, "two lines", () -> lead.out().lines().count() == 2);
            assertThat(lead.out()).startsWith("SigBlk:\t0000000000000000\n");
            send("QUIT", Long.parseLong(lead.out().lines().skip(1).findFirst().orElseThrow()));
            lead.awaitOut("heard").signal("TERM");
            assertThat(lead.status()).isEqualTo(143);
        }
    }

    private static void send(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aSignalIgnoredAtTheStartIsIgnoredByLeadAndByItsCommand() throws Exception {
        String uri = cluster.uri("signals", TTL);
        ProcessBuilder builder = scripts.shell(
                "trap '' HUP USR1; exec \"$0\"/election lead \"$1\" ignored -- sh -c \"$2\"",
                uri,
                "echo ready" + FOR_EVER);
        try (Program lead = Program.of(directory, builder)) {
            lead.awaitOut("ready").signal("HUP");
            lead.signal("USR1");
            lead.signal("TERM");
            assertThat(lead.status()).isEqualTo(143);
        }
    }

    @Test
    void stoppingLeadDoesNotStopItsCommandAndLeadCanContinue() throws Exception {
        try (Program lead = lead("stops", "trap 'echo heard' USR1; echo ready" + FOR_EVER)) {
            lead.awaitOut("ready");
            for (int round = 1; round <= STOPS.size(); round++) {
                lead.signal(Integer.toString(STOPS.get(round - 1)));
                lead.signal(Integer.toString(CONT));
                lead.signal("USR1");
                int times = round;
                Wait.until(
                        "it goes on",
                        () -> lead.out().lines().filter("heard"::equals).count() == times);
            }
            lead.signal("TERM");
            assertThat(lead.status()).isEqualTo(143);
        }
    }
}
