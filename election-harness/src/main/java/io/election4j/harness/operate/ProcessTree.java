/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A child process and all that it has started, as far as the system knows: a process that has detached itself from its
 * parent before {@link #grow} is not found. Needs no new thread and no new process. For one thread.
 */
final class ProcessTree {
    private static final String DEAD = "ZX";

    private final ProcessHandle root;
    private final CommandGuard guard;
    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root, CommandGuard guard) {
        this.root = root;
        this.guard = guard;
        members.add(root);
        grow();
    }

    /** Adds the processes that were started meanwhile; adds none if the system refuses to list them. */
    void grow() {
        try {
            for (ProcessHandle known : List.copyOf(members)) {
                known.descendants().forEach(members::add);
            }
        } catch (RuntimeException | OutOfMemoryError refused) {
            // No file descriptor is left, for example. The known processes can still be signalled.
        }
    }

    boolean isAlive() {
        return members.stream().anyMatch(ProcessTree::runs);
    }

    /** Signals all processes. */
    void signal(StopSignal signal) {
        if (signal == StopSignal.TERM) {
            members.forEach(ProcessHandle::destroy);
        } else {
            guard.signal(signal, members.stream().filter(ProcessTree::runs).toList());
        }
    }

    /** Signals the child process alone. */
    void signalRoot(StopSignal signal) {
        guard.signal(signal, List.of(root));
    }

    void kill() {
        members.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Whether a process runs. A process that has ended is listed until its parent reads its status, which some parents
     * never do.
     */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return DEAD.indexOf(status.charAt(status.lastIndexOf(')') + 2)) < 0;
        } catch (IOException | RuntimeException unknown) {
            return process.isAlive();
        }
    }
}
