/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.testkit.server.Wait;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what stops a command if its process receives no notification, because it cannot start threads. */
class CommandCandidateTest {
    private static final Duration TTL = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    /** A term that ends without a notification. */
    private static final class SilentTerm implements Term {
        private volatile boolean over;
        private volatile boolean broken;

        @Override
        public long fencingToken() {
            return 7;
        }

        @Override
        public boolean isValid() {
            if (broken) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return !over;
        }

        @Override
        public Duration remaining() {
            return isValid() ? TTL : Duration.ZERO;
        }

        @Override
        public CompletionStage<TermEnd> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public void resign() {
            over = true;
        }
    }

    private CommandCandidate candidate(CommandGuard guard, Consumer<String> tell) {
        String script = "echo $$ >pid.new; mv pid.new '" + directory.resolve("pid") + "'; while :; do sleep 0.1; done";
        LeadSettings settings = new LeadSettings(
                new Service("any", TTL),
                "e",
                "me",
                List.of("sh", "-c", "cd '" + directory + "'; " + script),
                TTL,
                Optional.empty(),
                false,
                false);
        return new CommandCandidate(settings, guard, new Signalled(), tell, System::nanoTime);
    }

    private ProcessHandle lead(CommandCandidate candidate, Term term) throws Exception {
        Thread leader = new Thread(
                () -> {
                    try {
                        candidate.lead(term);
                    } catch (InterruptedException | Error expected) {
                        Thread.currentThread().interrupt();
                    }
                },
                "leader");
        leader.start();
        Path pid = directory.resolve("pid");
        Wait.until("the command runs", () -> Files.exists(pid));
        return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    }

    @Test
    void theEndOfATermIsNoticedWithoutANotification() throws Exception {
        try (CommandGuard guard = CommandGuard.start(TTL)) {
            CommandCandidate candidate = candidate(guard, line -> {});
            SilentTerm term = new SilentTerm();
            ProcessHandle command = lead(candidate, term);
            term.resign();
            LeadEnd end = Wait.of(candidate.end());
            assertThat(end.status()).isEqualTo(LeadEnd.TERM_OVER);
            assertThat(end.sentence()).hasValue("the term with fencing token 7 is over and the command was stopped");
            assertThat(command.isAlive()).isFalse();
        }
    }

    @Test
    void aTermThatFailsStopsTheCommand() throws Exception {
        try (CommandGuard guard = CommandGuard.start(TTL)) {
            CommandCandidate candidate = candidate(guard, line -> {});
            SilentTerm term = new SilentTerm();
            ProcessHandle command = lead(candidate, term);
            term.broken = true;
            Wait.until("the command has ended", () -> !command.isAlive());
            Wait.until("the end is known", () -> candidate.end().isCompletedExceptionally());
        }
    }

    @Test
    void blockedOutputDoesNotKeepTheCommandAlive() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (CommandGuard guard = CommandGuard.start(TTL);
                LineWriter writer = LineWriter.to(new PrintWriter(new BlockedWriter(never)))) {
            CommandCandidate candidate = candidate(guard, writer);
            SilentTerm term = new SilentTerm();
            ProcessHandle command = lead(candidate, term);
            term.resign();
            assertThat(Wait.of(candidate.end()).status()).isEqualTo(LeadEnd.TERM_OVER);
            assertThat(command.isAlive()).isFalse();
            never.countDown();
        }
    }

    /** A writer that blocks, like standard error into a full pipe. */
    private static final class BlockedWriter extends Writer {
        private final CountDownLatch never;

        BlockedWriter(CountDownLatch never) {
            super(new Object());
            this.never = never;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            try {
                never.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            never.countDown();
        }
    }

    @Test
    void aClosedGuardStopsTheCommandAndNoOtherProcess() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            CommandCandidate candidate;
            ProcessHandle command;
            try (CommandGuard guard = CommandGuard.start(TTL)) {
                candidate = candidate(guard, line -> {});
                command = lead(candidate, new SilentTerm());
            }
            Wait.until("the guard stops the command", () -> !command.isAlive());
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }
}
