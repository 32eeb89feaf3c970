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
 * Starts programs as a terminal does, with no signal ignored. A shell starts background commands with SIGINT and
 * SIGQUIT ignored, {@code nohup} with SIGHUP; all descendants inherit that, a shell's {@code trap} and Java cannot undo
 * it, and a test of Ctrl-C would wait without end.
 */
public final class DefaultSignals {
    private static final String PERL = "$SIG{$_} = 'DEFAULT' for grep {!/^(__|KILL|STOP|NUM)/} keys %SIG; exec @ARGV";
    private static final long LIMIT_SECONDS = 30;

    private DefaultSignals() {}

    /**
     * Returns the same command. If this process ignores a signal, a program precedes it that resets the signals and
     * then executes the command: both have one process id. The list may be changed. That program is {@code env} of GNU
     * coreutils 8.31 or newer, or {@code perl}.
     *
     * @throws IllegalStateException if such a program is needed and missing
     */
    public static List<String> command(List<String> command) {
        return noneIsIgnored() ? new ArrayList<>(command) : reset(command);
    }

    static List<String> reset(List<String> command) {
        for (List<String> prefix : List.of(List.of("env", "--default-signal"), List.of("perl", "-e", PERL))) {
            if (works(prefix)) {
                List<String> complete = new ArrayList<>(prefix);
                complete.addAll(command);
                return complete;
            }
        }
        throw new IllegalStateException(
                "this process was started with signals ignored, as a shell does in the background,"
                        + " and there is neither GNU env 8.31 or newer nor perl to undo it: start it in the foreground");
    }

    /** Signals that the Java virtual machine ignores itself have a handler, and so do not count. */
    private static boolean noneIsIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .allMatch(ignored -> ignored == 0);
        } catch (IOException noSuchSystem) {
            return true;
        }
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program started", hurry);
        }
    }
}
