/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The operator's command while it runs. For one thread. */
final class RunningCommand {
    private static final long LOOK_MILLIS = 20;

    /** What has been killed and still does not end hangs in the system's hands; the command itself is waited for. */
    private static final Duration BURIAL = Duration.ofSeconds(5);

    private final Process process;
    private final ProcessTree tree;
    private final LongSupplier nanoClock;

    private RunningCommand(Process process, LongSupplier nanoClock) {
        this.process = process;
        this.tree = new ProcessTree(process.toHandle());
        this.nanoClock = nanoClock;
    }

    /** Starts it on this process's standard input, output and error. */
    static RunningCommand start(List<String> command, Map<String, String> variables, LongSupplier nanoClock)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(variables);
        return new RunningCommand(builder.start(), nanoClock);
    }

    /** Completes when it has ended, by itself or not. */
    CompletableFuture<Process> ended() {
        return process.onExit();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it exited with, or 128 and the number of the signal that ended it. */
    int status() {
        return process.exitValue();
    }

    void signal(StopSignal signal) {
        tree.grow();
        tree.signal(signal);
    }

    /**
     * Waits for the end of the command and of all that it has started, which have been sent a signal; kills what is left
     * after the grace.
     *
     * @return whether something had to be killed
     */
    boolean awaitEnd(Duration grace, Signalled signalled) throws InterruptedException {
        long start = nanoClock.getAsLong();
        boolean killed = false;
        while (tree.isAlive()) {
            // What is started from now on helps to stop: it is not signalled, but killed if it takes too long.
            tree.grow();
            signalled.further().ifPresent(tree::signal);
            long nanos = nanoClock.getAsLong() - start;
            if (nanos >= grace.plus(BURIAL).toNanos()) {
                break;
            }
            if (nanos >= grace.toNanos()) {
                tree.kill();
                killed = true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        process.waitFor();
        return killed;
    }
}
