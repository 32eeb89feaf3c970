/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs a process of the demonstration. It ends by itself when this process does, because its standard input closes
 * then. Thread-safe.
 */
public final class Child implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Path log;
    private final Predicate<String> isReady;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private volatile @Nullable Process freezer;

    private Child(String name, Process process, Path log, Predicate<String> isReady) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.isReady = isReady;
    }

    /**
     * Starts a process whose output goes to a file.
     *
     * @param isReady recognizes the line by which the process reports that it has started
     */
    static Child start(String name, ProcessBuilder builder, Path log, Predicate<String> isReady) {
        try {
            Child child = new Child(name, builder.redirectErrorStream(true).start(), log, isReady);
            Thread reader = new Thread(child::copyOutput, "output-" + name);
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException cannot) {
            throw new UncheckedIOException(
                    "The process " + name + " cannot be started: " + cannot.getMessage(), cannot);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the line by which the process reported that it has started; empty until then. */
    public Optional<String> ready() {
        return ready.isCompletedExceptionally() ? Optional.empty() : Optional.ofNullable(ready.getNow(null));
    }

    /** Returns the file of the output. */
    public Path log() {
        return log;
    }

    /** The exit status, if it has ended. */
    public Optional<Integer> exitStatus() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** Ends it at once, as a crash of its machine would. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Asks it to end in an orderly way. */
    public void terminate() {
        process.destroy();
    }

    /**
     * Stops it for a while. A helper process continues it, so that it does not stay frozen if this process ends
     * meanwhile; the helper ignores Ctrl-C, which reaches every process of a terminal.
     */
    public void freeze(Duration span) {
        String script = "trap '' INT; kill -STOP \"$1\"; sleep \"$2\"; kill -CONT \"$1\"";
        String seconds = String.valueOf(Math.max(1, span.toSeconds()));
        try {
            freezer = new ProcessBuilder("sh", "-c", script, "freeze", String.valueOf(pid()), seconds)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException cannot) {
            throw new UncheckedIOException("The process " + name + " cannot be frozen: " + cannot.getMessage(), cannot);
        }
    }

    /** Whether it is frozen. */
    public boolean isFrozen() {
        Process helper = freezer;
        return helper != null && helper.isAlive();
    }

    /** Waits for its end; false if it does not end in time. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ensures that it has ended. */
    @Override
    public void close() {
        process.destroyForcibly();
        Process helper = freezer;
        if (helper != null) {
            helper.descendants().forEach(ProcessHandle::destroyForcibly);
            helper.destroyForcibly();
        }
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void copyOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter file = new PrintWriter(
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.println(line);
                if (isReady.test(line)) {
                    ready.complete(line);
                }
            }
        } catch (IOException ended) {
            // The pipe breaks when the process is killed; there is nothing left to copy.
            ready.completeExceptionally(ended);
        }
        ready.completeExceptionally(new IllegalStateException(name + " has ended"));
    }
}
