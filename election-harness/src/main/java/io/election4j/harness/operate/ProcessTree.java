/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A child process with all that it has started, as far as the system knows: what has detached itself from its parent before
 * it was looked for is not found. For one thread.
 */
final class ProcessTree {
    private static final long SIGNAL_LIMIT_SECONDS = 5;
    private static final String DEAD = "ZX";

    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root) {
        members.add(root);
        grow();
    }

    /** Takes in those that have been started meanwhile. */
    void grow() {
        for (ProcessHandle known : List.copyOf(members)) {
            known.descendants().forEach(members::add);
        }
    }

    boolean isAlive() {
        return members.stream().anyMatch(ProcessTree::runs);
    }

    void signal(StopSignal signal) {
        if (signal == StopSignal.TERM) {
            members.forEach(ProcessHandle::destroy);
        } else {
            kill(signal, members.stream().filter(ProcessTree::runs).toList());
        }
    }

    void kill() {
        members.forEach(ProcessHandle::destroyForcibly);
    }

    /** A process that has ended stays listed until its parent asks for its status, which some never do. */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return DEAD.indexOf(status.charAt(status.lastIndexOf(')') + 2)) < 0;
        } catch (IOException notOnThisSystem) {
            return process.isAlive();
        }
    }

    /** By the shell, as Java has no other way; that a process has ended meanwhile is no failure. */
    private static void kill(StopSignal signal, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", signal.name()));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(SIGNAL_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException noShell) {
            processes.forEach(ProcessHandle::destroy);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
