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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A shell process that stops the command if this process dies, by any signal, before it has stopped the command. It
 * also sends the signals that Java cannot send. It is started in advance, so that neither task needs a new process. One
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
     * Starts the guard.
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

    /**
     * Announces a command that is about to start. If this process dies before {@link #watch}, the guard finds the command by
     * its environment.
     */
    void expect(Map<String, String> environment) {
        environment.put("ELECTION_GUARD", Long.toString(shell.pid()));
        order("expect");
    }

    /** Sets the command to stop. */
    void watch(ProcessHandle command) {
        order("watch " + command.pid());
    }

    /** Tells the guard that the command has ended. */
    void forget() {
        order("forget");
    }

    /** Sends a signal. It is no failure if a process has ended meanwhile. */
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

    /** Kills all processes that this process has started, except the guard; for a start that has failed half-way. */
    void killStrangers() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.pid() != shell.pid())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Returns false if the guard has been killed. */
    private boolean order(String line) {
        try {
            orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            orders.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Ends the guard, which stops the command unless {@link #forget} was called. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException gone) {
            // the guard has ended already
        }
    }
}
