/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.ElectionException;
import io.election4j.backend.server.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a server in a process of its own, which tests kill, freeze and start again on the same ports and data. Ends with
 * the process that started it. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
    /** The time limit for a server's start: far more than it needs on a busy machine. */
    static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Path directory;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Callable<Boolean> isReady;
    private @Nullable LocalProcess process;

    private ServerProcess(
            String name,
            Path directory,
            List<String> command,
            Map<String, String> environment,
            Callable<Boolean> isReady) {
        this.name = name;
        this.directory = directory;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.isReady = isReady;
    }

    /**
     * Prepares a server without starting it.
     *
     * @param name names its log file and appears in messages
     * @param directory where it runs; created if missing
     * @param command the program and its arguments
     */
    public static ServerProcess of(String name, Path directory, List<String> command) {
        return new ServerProcess(name, directory.toAbsolutePath(), command, Map.of(), () -> true);
    }

    /** Prepares a Java program that runs on the Java and with the class path of this process. */
    public static ServerProcess ofJava(
            String name, Path directory, List<String> javaOptions, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return of(name, directory, command);
    }

    /**
     * Returns the same server, started by a program with its first arguments that executes this one; unchanged without
     * any.
     */
    ServerProcess behind(List<String> entry) {
        List<String> all = new ArrayList<>(entry);
        all.addAll(command);
        return new ServerProcess(name, directory, all, environment, isReady);
    }

    /** Returns the same server with environment variables in addition to those of this process. */
    public ServerProcess withEnvironment(Map<String, String> variables) {
        return new ServerProcess(name, directory, command, variables, isReady);
    }

    /** Returns the same server with a check of its readiness; a check that throws means no. */
    public ServerProcess readyWhen(Callable<Boolean> question) {
        return new ServerProcess(name, directory, command, environment, question);
    }

    public String name() {
        return name;
    }

    public Path directory() {
        return directory;
    }

    /**
     * Starts it, or starts it again, without waiting until it is ready.
     *
     * @throws IllegalStateException if it runs
     */
    public synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        process = LocalProcess.start(name, directory, command, environment);
    }

    /**
     * Waits until it is ready; fails at once if it has ended.
     *
     * @throws ElectionException if it is not ready in time, or has ended; with the last lines of its log
     */
    public void awaitReady() {
        running().awaitReady(START_LIMIT, isReady);
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process id of the server itself. */
    public long pid() {
        return running().pid();
    }

    /** Returns the file of its output, which all starts share. */
    public Path log() {
        return directory.resolve(name + ".log");
    }

    /** Returns the last lines of its output since its last start; none if it never started. */
    public synchronized List<String> lastLines(int most) {
        return process == null ? List.of() : process.lastLines(most);
    }

    /**
     * Kills it at once (SIGKILL), as a crash of its machine would, and waits for its end. Harmless if it does not run.
     */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Requests its end (SIGTERM) and waits; kills it if it takes too long. Harmless if it does not run. */
    public synchronized void stop() {
        if (process != null && process.isAlive()) {
            signal("CONT");
            process.stop(STOP_LIMIT);
        }
    }

    /** Stops it (SIGSTOP): connections stay open and no request is answered. Returns when all of it is stopped. */
    public synchronized void freeze() {
        signal("STOP");
        Wait.until(name + " stands still", this::isStopped);
    }

    /** Continues a frozen server. */
    public synchronized void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException(name + " does not run and cannot get the signal " + signal);
            }
        } catch (IOException noShell) {
            throw new IllegalStateException("no shell to send a signal with", noShell);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a signal", hurry);
        }
    }

    /** Where the system does not report the state, the sent signal must suffice. */
    private boolean isStopped() throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid()), "stat");
        if (!Files.exists(stat)) {
            return true;
        }
        String state = Files.readString(stat);
        return state.charAt(state.lastIndexOf(')') + 2) == 'T';
    }

    private synchronized LocalProcess running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    /** Kills it. Its files stay. */
    @Override
    public void close() {
        kill();
    }
}
