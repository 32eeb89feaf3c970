/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A shell beside this process that stops the command when this process dies without having done so, by whatever signal. It
 * also sends the signals that Java cannot send; it is there before it is needed, so that neither needs a new process. For one
 * thread at a time.
 */
final class CommandGuard implements AutoCloseable {
    private static final String SCRIPT = script();
    private static final long MILLIS_A_STEP = 100;

    private final Process shell;
    private final OutputStream orders;

    private CommandGuard(Process shell) {
        this.shell = shell;
        this.orders = shell.getOutputStream();
    }

    /**
     * Starts it.
     *
     * @param grace how long a command may take to stop before it is killed
     * @throws IOException if the program {@code sh} cannot be run
     */
    static CommandGuard start(Duration grace) throws IOException {
        String steps = Long.toString(grace.toMillis() / MILLIS_A_STEP);
        return new CommandGuard(new ProcessBuilder("sh", "-c", SCRIPT, "election-guard", steps)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static String script() {
        try (InputStream resource = CommandGuard.class.getResourceAsStream("guard.sh")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** From now on, this is the command to stop. */
    void watch(ProcessHandle command) {
        order("watch " + command.pid());
    }

    /** The command has ended. */
    void forget() {
        order("forget");
    }

    /** That a process has ended meanwhile is no failure. */
    void signal(StopSignal signal, List<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            return;
        }
        String numbers =
                processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
        if (!order("signal -" + signal.number() + " " + numbers) && signal.isRequest()) {
            processes.forEach(ProcessHandle::destroy);
        }
    }

    /** All that this process has started beside the guard; for when a start has failed half-way. */
    void killStrangers() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.pid() != shell.pid())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** False if somebody has killed the guard. */
    private boolean order(String line) {
        try {
            orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            orders.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** The guard ends; it stops the command if that has not been forgotten. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException gone) {
            // then it has ended already
        }
    }
}
