/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Withdraws a resource from a running process of ours and gives it back, by {@code prlimit} from outside, when a test
 * chooses. Thread-safe.
 *
 * <p>A limit of threads does not hold for root. A test that runs as root starts its process by {@link #command} as a
 * user without a name, who may read what root may.
 */
public final class ProcessLimits {
    private static final String USER = "54321";
    private static final List<String> AS_USER = List.of(
            "setpriv",
            "--reuid=" + USER,
            "--regid=" + USER,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");
    private static final long LIMIT_SECONDS = 30;

    private final long pid;
    private final List<String> prefix;

    private ProcessLimits(long pid, List<String> prefix) {
        this.pid = pid;
        this.prefix = prefix;
    }

    /** Selects a resource. */
    public enum Resource {
        /** Threads and processes of the user; running ones stay. */
        THREADS("nproc", "Max processes"),
        /** File descriptors; open ones stay. */
        FILES("nofile", "Max open files");

        private final String option;
        private final String title;

        Resource(String option, String title) {
            this.option = option;
            this.title = title;
        }
    }

    /** Whether this machine has the programs and the rights to set limits. */
    public static boolean canBeSet() {
        List<String> probe = new ArrayList<>(prefixOfThisUser());
        probe.addAll(List.of("prlimit", "--version"));
        try {
            return run(probe) == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /** Returns the command that runs {@code command} as a user for whom all limits hold. The list may be changed. */
    public static List<String> command(List<String> command) {
        List<String> complete = new ArrayList<>(prefixOfThisUser());
        complete.addAll(command);
        return complete;
    }

    /** Limits a process that {@link #command} has started. */
    public static ProcessLimits of(long pid) {
        return new ProcessLimits(pid, prefixOfThisUser());
    }

    private static List<String> prefixOfThisUser() {
        return "root".equals(System.getProperty("user.name")) ? AS_USER : List.of();
    }

    /** From now on the process gets no more of the resource. */
    public void takeAway(Resource resource) {
        set(resource, "1");
    }

    /** The process gets as much of the resource again as its hard limit allows. */
    public void giveBack(Resource resource) {
        set(resource, hardLimit(resource));
    }

    private void set(Resource resource, String softLimit) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("prlimit", "--pid", Long.toString(pid), "--" + resource.option + "=" + softLimit + ":"));
        try {
            if (run(command) != 0) {
                throw new IllegalStateException("the limit could not be set by " + command);
            }
        } catch (IOException cannot) {
            throw new IllegalStateException("the program prlimit or setpriv is missing", cannot);
        }
    }

    private String hardLimit(Resource resource) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "limits")).stream()
                    .filter(line -> line.startsWith(resource.title))
                    .map(line -> line.substring(resource.title.length()).strip().split(" +", -1)[1])
                    .findFirst()
                    .orElseThrow();
        } catch (IOException gone) {
            throw new IllegalStateException("the process " + pid + " has ended", gone);
        }
    }

    private static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a limit was set", hurry);
        }
    }
}
