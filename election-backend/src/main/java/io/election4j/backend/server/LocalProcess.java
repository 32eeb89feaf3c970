/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.server;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs a server as a child process, with a log file. The server never outlives this process, however this process ends.
 * Needs a POSIX shell. Thread-safe.
 */
public final class LocalProcess implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 12;
    private static final String PORT_TAKEN = "address already in use";

    /**
     * Starts a new process session if the system can, so that Ctrl-C in a terminal does not reach the server, and this
     * process ends it.
     */
    private static final String DETACH =
            """
            guarded=$1
            shift
            command -v setsid >/dev/null 2>&1 && exec setsid sh -c "$guarded" sh "$@"
            exec sh -c "$guarded" sh "$@"
            """;

    /**
     * The shell replaces itself with the server, so that both have the same process id. Its background process reads
     * from a pipe that the system closes when this process ends, even by SIGKILL, and then kills the server.
     */
    private static final String GUARD =
            """
            exec 3<&0
            { trap '' HUP INT TERM; while read -r _; do :; done; kill -9 $$; } <&3 3<&- 2>/dev/null &
            exec "$@" </dev/null 3<&-
            """;

    private final String name;
    private final Process process;
    private final LogFile log;
    private final LongSupplier nanoClock;

    private LocalProcess(String name, Process process, LogFile log, LongSupplier nanoClock) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.nanoClock = nanoClock;
    }

    /**
     * Starts a server without waiting for it to be ready.
     *
     * @param name the name in messages and of the log file
     * @param directory the working directory, which also holds the log, to which output is appended; created if missing
     * @param command the program and its arguments
     * @param environment variables in addition to those of this process
     * @throws ElectionException if the server cannot be started there
     */
    public static LocalProcess start(
            String name, Path directory, List<String> command, Map<String, String> environment) {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", DETACH, "sh", GUARD));
        guarded.addAll(command);
        try {
            Files.createDirectories(directory);
            LogFile log = LogFile.continued(directory.resolve(name + ".log"));
            ProcessBuilder builder = new ProcessBuilder(guarded)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
            builder.environment().putAll(environment);
            return new LocalProcess(name, builder.start(), log, System::nanoTime);
        } catch (IOException cannot) {
            throw new ElectionException(
                    Kind.INVALID, name + " cannot be started in " + directory + ": " + cannot.getMessage(), cannot);
        }
    }

    /**
     * Waits until the server is ready; stops waiting if the server ends.
     *
     * @param isReady called repeatedly; an exception counts as false
     * @throws ElectionException if the server has ended or the time is up; the message ends with the last lines of its
     *     log, and the cause is a {@link BindException} if another process has its port
     */
    public void awaitReady(Duration patience, Callable<Boolean> isReady) {
        long start = nanoClock.getAsLong();
        while (process.isAlive()) {
            if (holds(isReady)) {
                return;
            }
            if (nanoClock.getAsLong() - start > patience.toNanos()) {
                throw new ElectionException(
                        Kind.INVALID, name + " is not ready after " + patience.toSeconds() + " s" + evidence());
            }
            var unused = endsWithin(PAUSE);
        }
        String message = name + " has ended with status " + process.exitValue() + " before it was ready" + evidence();
        boolean portTaken = log.tail(TAIL_LINES).stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(PORT_TAKEN));
        throw portTaken
                ? new ElectionException(Kind.INVALID, message, new BindException(PORT_TAKEN))
                : new ElectionException(Kind.INVALID, message);
    }

    private static boolean holds(Callable<Boolean> isReady) {
        try {
            return isReady.call();
        } catch (Exception notYet) { // any exception that the caller's client throws
            return false;
        }
    }

    private String evidence() {
        List<String> lines = log.tail(TAIL_LINES);
        return lines.isEmpty()
                ? "; its log " + log.path() + " is empty"
                : "; its log " + log.path() + " ends with:\n" + String.join("\n", lines);
    }

    /** The process id of the server itself. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where the server's output goes. */
    public Path log() {
        return log.path();
    }

    /** The last lines of what the server has written since its start, at most so many. */
    public List<String> lastLines(int most) {
        return log.tail(most);
    }

    /** Asks the server to end and waits for that; kills it when the time is up. */
    public void stop(Duration patience) {
        // Process.destroy() would close the pipe that keeps the server alive.
        process.toHandle().destroy();
        if (!endsWithin(patience)) {
            kill();
        }
    }

    /** Ends the server at once, as a crash of its machine would, and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        if (!endsWithin(END_LIMIT)) {
            throw new IllegalStateException(name + " (process " + pid() + ") does not end although it was killed");
        }
    }

    /** Kills the server. Its files stay. */
    @Override
    public void close() {
        kill();
    }

    private boolean endsWithin(Duration patience) {
        try {
            return process.onExit()
                    .thenApply(ended -> true)
                    .completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        } catch (CompletionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
