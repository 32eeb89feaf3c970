/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The operator's command while it runs. Stopping it needs no new thread and no new process. For one thread. */
final class RunningCommand implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    /** How long to wait for killed processes, which may hang in a system call. The command itself is waited for without limit. */
    private static final Duration BURIAL = Duration.ofSeconds(5);

    private final Process process;
    private final ProcessTree tree;
    private final CommandGuard guard;
    private final LongSupplier nanoClock;
    private Optional<StopSignal> request = Optional.empty();

    private RunningCommand(Process process, ProcessTree tree, CommandGuard guard, LongSupplier nanoClock) {
        this.process = process;
        this.tree = tree;
        this.guard = guard;
        this.nanoClock = nanoClock;
    }

    /**
     * Starts the command on this process's standard input, output and error.
     *
     * @throws IOException if the system refuses; nothing runs then
     */
    static RunningCommand start(
            CommandLaunch launch, Map<String, String> variables, CommandGuard guard, LongSupplier nanoClock)
            throws IOException {
        try {
            ProcessBuilder builder = launch.process(variables);
            guard.expect(builder.environment());
            Process process = builder.start();
            guard.watch(process.toHandle());
            return new RunningCommand(process, new ProcessTree(process.toHandle(), guard), guard, nanoClock);
        } catch (IOException | RuntimeException | Error failed) {
            // The process may run although Java could not start the thread that waits for its end.
            guard.killStrangers();
            guard.forget();
            throw failed;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit status, or 128 and the number of the signal that ended it. */
    int status() {
        return process.exitValue();
    }

    /** Signals the command and all that it has started. */
    void signal(StopSignal signal) {
        tree.grow();
        tree.signal(signal);
    }

    /** Signals the command alone. */
    void passOn(StopSignal signal) {
        tree.grow(); // the processes that it has started are then known even if it ends
        tree.signalRoot(signal);
    }

    /**
     * Waits for the end of the command and of all that it has started, after they were sent a signal; kills those that
     * are left after the grace.
     *
     * @return whether a process had to be killed
     */
    boolean awaitEnd(Duration grace, Signalled signalled) throws InterruptedException {
        long start = nanoClock.getAsLong();
        boolean killed = false;
        while (tree.isAlive()) {
            // Processes started from now on help to stop the command: they receive no signal, and are killed after the
            // grace.
            tree.grow();
            signalled.next().ifPresent(this::hurry);
            Duration waited = Duration.ofNanos(nanoClock.getAsLong() - start);
            if (waited.minus(BURIAL).compareTo(grace) >= 0) {
                break;
            }
            if (waited.compareTo(grace) >= 0) {
                tree.kill();
                killed = true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        process.waitFor();
        return killed;
    }

    private void hurry(StopSignal signal) {
        if (signal.isRequest()) {
            request = request.or(() -> Optional.of(signal));
            tree.signal(signal);
        } else {
            tree.signalRoot(signal);
        }
    }

    /** The first request to end that arrived during {@link #awaitEnd}. */
    Optional<StopSignal> request() {
        return request;
    }

    /** Kills the command and all that it has started if the command still runs, because something has failed. */
    @Override
    public void close() {
        if (process.isAlive()) {
            tree.grow();
            tree.kill();
        }
        guard.forget();
    }
}
